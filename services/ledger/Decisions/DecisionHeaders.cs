using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Decisions;

/// <summary>What stands around a person's request: whose it is, its key, and the version it was made upon.</summary>
/// <param name="Key">The person's key, or one of its own for a request without.</param>
internal sealed record DecisionHeaders(string Person, string Key, int? IfVersion)
{
    private const int LongestKey = 200;

    /// <summary>Reads <c>Idempotency-Key</c> and <c>If-Match</c>; both may be missing.</summary>
    public static (DecisionHeaders? Headers, IResult? Refused) Read(HttpRequest request, ClaimsPrincipal person)
    {
        var (key, match) = (request.Headers["Idempotency-Key"], request.Headers.IfMatch);
        if (key.Count > 1 || key is [{ } given] && (given.Length is 0 or > LongestKey || given.Any(c => c is < ' ' or > '~')))
            return (null, Refusal.BadRequest(new FieldError("Idempotency-Key", FieldError.Shorten(key.ToString()), $"one key of 1 to {LongestKey} printable ASCII characters")));
        if (Version(match) is not { } version) return (null, Refusal.BadRequest(new FieldError("If-Match", FieldError.Shorten(match.ToString()), "the area's version as GET /api/control/{area} tells it, for example \"3\"")));
        return (new("person:" + (person.Identity?.Name ?? "somebody"), key is [{ } own] ? own : Guid.NewGuid().ToString(), version < 0 ? null : version), null);
    }

    /// <summary>The same key of the same person for the same area is the same id; everything asked for is in the fingerprint.</summary>
    public Asked For(string prefix, string theatre, string area, object content, DateTimeOffset at) =>
        new(prefix + Hash($"{theatre}/{area}/{Person}/{Key}", 10), Hash(JsonSerializer.Serialize(content, ContractJson.Options), 16), Person, at, IfVersion);

    /// <summary>-1 when nothing or anything matches; null when it is no version.</summary>
    private static int? Version(Microsoft.Extensions.Primitives.StringValues match)
    {
        if (match.Count == 0 || match is ["*"]) return -1;
        return match.Count == 1 && int.TryParse(match[0]?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
