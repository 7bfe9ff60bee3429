using System.Security.Cryptography;
using System.Text;
using Territory.Hosting.Access;
using Territory.Hosting.Settings;

namespace Territory.Intake.Reports;

/// <summary>Hashes of a report's words: the plain one that anybody can check, the one that recognises the same text again, the keyed one of a quote.</summary>
public sealed class TextHashes(TerritorySettings settings)
{
    private readonly byte[] key = Pseudonym.KeyOf(settings.AdminKey);

    /// <summary>SHA-256 of the text's UTF-8, as sent.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The same for texts that differ in Unicode composition or line ends only (NFC, LF).</summary>
    public static string Same(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Sha256(text.Normalize(NormalizationForm.FormC).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
    }

    /// <summary>How a restricted source appears outside the analyst role: keyed, or whoever suspects a name could check it.</summary>
    public string Restricted(string source) => Pseudonym.Of(settings.AdminKey, source);

    /// <summary>HMAC-SHA256 of a quote under the installation's key: proves the words without carrying them.</summary>
    public string Quote(string text, int start, int end) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text[start..end])));
}
