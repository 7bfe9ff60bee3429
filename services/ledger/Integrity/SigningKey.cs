using System.Security.Cryptography;
using System.Text;
using Territory.Hosting.Settings;

namespace Territory.Ledger.Integrity;

/// <summary>
/// The installation's own key, which signs checkpoints: the PEM file that <c>TERRITORY_SIGNING_KEY_FILE</c> names, otherwise
/// one that is made in the data folder, for its owner alone. Its public half is kept with the log (table
/// <c>ledger.signing_keys</c>), and so are those of keys before it.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    public const string Table = LedgerStore.Schema + ".signing_keys";
    public const string Create = $"create table if not exists {Table} (id text primary key, public_key text not null, first_used_at timestamptz not null);";
    private const string Example = "/run/secrets/territory_signing_key (made with openssl ecparam -name prime256v1 -genkey -noout)";
    private readonly ECDsa key = ECDsa.Create();

    public SigningKey(IConfiguration configuration, TerritorySettings settings)
    {
        var named = configuration["SIGNING_KEY_FILE"];
        var file = named is { Length: > 0 } ? named : Path.Combine(settings.Data, "signing-key.pem");
        if (named is not { Length: > 0 } && !File.Exists(file)) Make(file);
        Read(file);
        PublicKey = key.ExportSubjectPublicKeyInfoPem() + "\n";
        Id = IdOf(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The first half of SHA-256 over the public key (SubjectPublicKeyInfo), hexadecimal.</summary>
    public string Id { get; }
    /// <summary>PEM.</summary>
    public string PublicKey { get; }

    public string Sign(string text) => Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public static bool Verify(string publicKey, string text, string signature)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKey);
        return Convert.TryFromBase64String(signature, new byte[signature.Length], out _)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];

    /// <summary>Keeps its public half with the log, so that what it signed can be checked after it.</summary>
    public async Task PublishAsync(LedgerStore store, TimeProvider clock, CancellationToken cancellation)
    {
        await using var publish = store.Database.Pool.CreateCommand($"insert into {Table} values ($1, $2, $3) on conflict do nothing");
        foreach (var value in new object[] { Id, PublicKey, clock.GetUtcNow().UtcDateTime }) publish.Parameters.Add(new() { Value = value });
        await publish.ExecuteNonQueryAsync(cancellation);
    }

    private void Read(string file)
    {
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == 256 && key.ExportECPrivateKey().Length > 0) return;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw SettingException.Wrong("SIGNING_KEY_FILE", $"'{file}', which holds no private key on P-256 in PEM that this process can read", Example);
        }
        throw SettingException.Wrong("SIGNING_KEY_FILE", $"'{file}', whose key is not on P-256", Example);
    }

    /// <summary>Whole or not at all; of two processes on one folder the first makes it, and the other reads that one.</summary>
    private static void Make(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var whole = $"{file}.{Environment.ProcessId}";
            var owners = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) owners.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(whole, owners))
                stream.Write(Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem() + "\n"));
            try { File.Move(whole, file, overwrite: false); }
            catch (IOException) when (File.Exists(file)) { File.Delete(whole); }
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw SettingException.Wrong("SIGNING_KEY_FILE", $"missing, and no key can be made in the data folder ('{file}': {closed.Message.TrimEnd('.')})", Example);
        }
    }

    public void Dispose() => key.Dispose();
}
