using System.Security.Cryptography;
using System.Text;

namespace Territory.Hosting.Access;

/// <summary>How a restricted name appears to whoever may not see it: the same in every service of an installation.</summary>
public static class Pseudonym
{
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("territory:evidence:v1");

    /// <summary>Keyed, or whoever suspects a name could check it. The installation's key is in <paramref name="adminKey"/>.</summary>
    public static string Of(string adminKey, string name) =>
        "S-" + Convert.ToHexStringLower(HMACSHA256.HashData(KeyOf(adminKey), Encoding.UTF8.GetBytes("source:" + name)))[..4];

    /// <summary>The key of everything that is hashed with the installation's own.</summary>
    public static byte[] KeyOf(string adminKey) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(adminKey), 32, info: Purpose);
}
