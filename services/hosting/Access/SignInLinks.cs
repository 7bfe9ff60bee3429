using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Territory.Hosting.Access;

/// <summary>Single-use sign-in codes, good for half an hour, kept in memory only.</summary>
public sealed class SignInLinks(TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    private const int AtMost = 1000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> codes = new();

    public string Create()
    {
        var now = clock.GetUtcNow();
        foreach (var (old, until) in codes) if (until < now || codes.Count > AtMost) codes.TryRemove(old, out _);
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        codes[code] = now + GoodFor;
        return code;
    }

    /// <summary>True once for a code that was made and has not run out.</summary>
    public bool Use(string code) => codes.TryRemove(code, out var until) && until >= clock.GetUtcNow();
}
