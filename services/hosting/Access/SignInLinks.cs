using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Territory.Hosting.Access;

/// <summary>Single-use sign-in codes, good for half an hour, kept in memory only.</summary>
public sealed class SignInLinks(TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    private const int AtMost = 1000;
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, string Page)> codes = new();

    /// <param name="page">The page it leads to.</param>
    public string Create(string page)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, link) in codes) if (link.Until < now || codes.Count > AtMost) codes.TryRemove(old, out _);
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        codes[code] = (now + GoodFor, page);
        return code;
    }

    /// <summary>The page, once, for a code that was made and has not run out; null otherwise.</summary>
    public string? Use(string code) => codes.TryRemove(code, out var link) && link.Until >= clock.GetUtcNow() ? link.Page : null;
}
