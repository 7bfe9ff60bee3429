using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Territory.Feed.Webhooks;

/// <summary>
/// The signing of Standard Webhooks: HMAC-SHA256 over <c>id.timestamp.body</c> with the secret's bytes, one signature per
/// secret that is valid now. Source of the standard: standardwebhooks.com, specification 1.0.
/// </summary>
public static class Signature
{
    public const string Prefix = "whsec_";
    public const int LeastBytes = 24;
    public const int MostBytes = 64;

    public const string SecretExpected = "whsec_ and 24 to 64 bytes in base64; leave it out and the server makes one";

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The bytes of a secret as it is written; null when it is none.</summary>
    public static byte[]? Bytes(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Length > Prefix.Length + 88) return null;
        var bytes = new byte[MostBytes + 2];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var count) && count is >= LeastBytes and <= MostBytes ? bytes[..count] : null;
    }

    /// <summary>The header <c>webhook-signature</c>: <c>v1,…</c>, one after the other while an old secret overlaps.</summary>
    public static string Of(string id, long timestamp, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}
