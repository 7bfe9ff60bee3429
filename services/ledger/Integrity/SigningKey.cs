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
        Known = new(file, settings.Data);
        PublicKey = key.ExportSubjectPublicKeyInfoPem() + "\n";
        Id = IdOf(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The first half of SHA-256 over the public key (SubjectPublicKeyInfo), hexadecimal.</summary>
    public string Id { get; }
    /// <summary>PEM.</summary>
    public string PublicKey { get; }
    /// <summary>It, and those before it.</summary>
    public KnownKeys Known { get; }

    public string Sign(string text) => Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public static bool Verify(string publicKey, string text, string signature)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKey);
        return Convert.TryFromBase64String(signature, new byte[signature.Length], out _)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <exception cref="ArgumentException">It is no PEM of a key.</exception>
    internal static string IdOf(string publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKey);
        return IdOf(key.ExportSubjectPublicKeyInfo());
    }

    private static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];

    /// <summary>Keeps its public half with the log, so that what it signed can be checked after it, and its id among the known ones.</summary>
    public async Task PublishAsync(LedgerStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Known.Remember(Id, now, await PublishedAsync(store, cancellation));
        await using var publish = store.Database.Pool.CreateCommand($"insert into {Table} values ($1, $2, $3) on conflict do nothing");
        foreach (var value in new object[] { Id, PublicKey, now.UtcDateTime }) publish.Parameters.Add(new() { Value = value });
        await publish.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<Dictionary<string, DateTimeOffset>> PublishedAsync(LedgerStore store, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select id, first_used_at from {Table}");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var published = new Dictionary<string, DateTimeOffset>();
        while (await row.ReadAsync(cancellation)) published.Add(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1));
        return published;
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
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            OwnersFile.Write(file, made.ExportPkcs8PrivateKeyPem() + "\n", overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // The other was first.
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw SettingException.Wrong("SIGNING_KEY_FILE", $"missing, and no key can be made in the data folder ('{file}': {closed.Message.TrimEnd('.')})", Example);
        }
    }

    public void Dispose() => key.Dispose();
}
