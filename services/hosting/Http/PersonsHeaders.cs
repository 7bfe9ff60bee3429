using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Territory.Contracts;

namespace Territory.Hosting.Http;

/// <summary>What stands around a person's request: whose it is, its key, and the version it was made upon.</summary>
/// <param name="Person"><c>person:</c> and the name of the key or session.</param>
/// <param name="Key">The person's key, or one of its own for a request without.</param>
/// <param name="IfVersion">Only if it is still at this version; null when it does not matter.</param>
public sealed record PersonsHeaders(string Person, string Key, int? IfVersion)
{
    private const int LongestKey = 200;

    /// <summary>Reads <c>Idempotency-Key</c> and <c>If-Match</c>; both may be missing. Either the headers or the refusal (400) is set.</summary>
    /// <param name="request">The request.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="version">What <c>If-Match</c> is expected to be, and where a caller finds it.</param>
    public static (PersonsHeaders? Headers, IResult? Refused) Read(HttpRequest request, ClaimsPrincipal person, string version)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(person);
        var (key, match) = (request.Headers["Idempotency-Key"], request.Headers.IfMatch);
        if (key.Count > 1 || key is [{ } given] && (given.Length is 0 or > LongestKey || given.Any(c => c is < ' ' or > '~')))
            return (null, Refusal.BadRequest(new FieldError("Idempotency-Key", FieldError.Shorten(key.ToString()), $"one key of 1 to {LongestKey} printable ASCII characters")));
        if (Version(match) is not { } upon) return (null, Refusal.BadRequest(new FieldError("If-Match", FieldError.Shorten(match.ToString()), version)));
        return (new("person:" + (person.Identity?.Name ?? "somebody"), key is [{ } own] ? own : Guid.NewGuid().ToString(), upon < 0 ? null : upon), null);
    }

    /// <summary>The same key of the same person for the same thing is the same id.</summary>
    public string Id(string prefix, string thing) => prefix + Hash($"{thing}/{Person}/{Key}", 10);

    /// <summary>Everything asked for, hashed: another request under the same key is noticed.</summary>
    public static string Fingerprint(object content) => Hash(JsonSerializer.Serialize(content, ContractJson.Options), 16);

    /// <summary>-1 when nothing or anything matches; null when it is no version.</summary>
    private static int? Version(StringValues match)
    {
        if (match.Count == 0 || match is ["*"]) return -1;
        return match.Count == 1 && int.TryParse(match[0]?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
