using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Hosting.Access;

/// <summary>A key as the register shows it; the key itself is shown once, when it is made.</summary>
public sealed record KeyEntry(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>The register of keys (schema <c>access</c>): only hashes are stored. The admin key comes from the key file and is in no table.</summary>
public sealed class Keys(TerritorySettings settings, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(5);
    private const int RememberAtMost = 10_000;
    internal const string AdminId = "admin";
    private readonly NpgsqlDataSource pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.Postgres) { MaxPoolSize = 4, ApplicationName = "territory-access" });
    private readonly byte[] adminHash = Hash(settings.AdminKey);
    private readonly ConcurrentDictionary<string, (KeyEntry? Entry, DateTimeOffset Until)> remembered = new();

    internal static SchemaWork Schema => new("access", async (services, cancellation) =>
    {
        var keys = (Keys)services.GetService(typeof(Keys))!;
        await using var create = keys.pool.CreateCommand("""
            create table if not exists access.keys (
              id text primary key, name text not null, roles text[] not null, hash bytea not null unique,
              created_at timestamptz not null, revoked_at timestamptz)
            """);
        await create.ExecuteNonQueryAsync(cancellation);
    });

    /// <summary>Whose key it is; null when it is nobody's or revoked. A revoked key stops working within five seconds.</summary>
    public async Task<KeyEntry?> FindAsync(string key, CancellationToken cancellation)
    {
        var hash = Hash(key);
        if (CryptographicOperations.FixedTimeEquals(hash, adminHash)) return new KeyEntry(AdminId, "admin", [Roles.Admin], DateTimeOffset.UnixEpoch, null);
        var name = Convert.ToHexString(hash);
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(name, out var known) && known.Until > now) return known.Entry;
        if (remembered.Count >= RememberAtMost) remembered.Clear();
        var entry = (await ReadAsync("where hash = $1 and revoked_at is null", hash, cancellation)).SingleOrDefault();
        remembered[name] = (entry, now + RememberFor);
        return entry;
    }

    /// <summary>Whether somebody who was let in may stay: one with a key as long as it stands, one with a token of a service in any case.</summary>
    public async Task<bool> StandsAsync(ClaimsPrincipal person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.FindFirst(AccessRegistration.KeyId) is not { Value: var id } || await StandsAsync(id, cancellation);
    }

    /// <summary>Whether the key of that id still stands: a session ends with the key it was opened with, within five seconds.</summary>
    internal async Task<bool> StandsAsync(string? id, CancellationToken cancellation)
    {
        if (id is null or AdminId) return id is AdminId;
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(id, out var known) && known.Until > now) return known.Entry is not null;
        var entry = (await ReadAsync("where id = $1 and revoked_at is null", id, cancellation)).SingleOrDefault();
        remembered[id] = (entry, now + RememberFor);
        return entry is not null;
    }

    public Task<IReadOnlyList<KeyEntry>> ListAsync(CancellationToken cancellation) => ReadAsync("order by created_at, id", null, cancellation);

    /// <summary>Makes a key and returns it, for the only time.</summary>
    public async Task<(KeyEntry Entry, string Key)> CreateAsync(string name, IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        var key = "tk_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var entry = new KeyEntry("key_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), name, roles, clock.GetUtcNow(), null);
        await using var insert = pool.CreateCommand("insert into access.keys (id, name, roles, hash, created_at) values ($1, $2, $3, $4, $5)");
        foreach (var value in new object[] { entry.Id, name, roles.ToArray(), Hash(key), entry.CreatedAt.UtcDateTime }) insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancellation);
        return (entry, key);
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        await using var revoke = pool.CreateCommand("update access.keys set revoked_at = $2 where id = $1 and revoked_at is null");
        revoke.Parameters.Add(new() { Value = id });
        revoke.Parameters.Add(new() { Value = clock.GetUtcNow().UtcDateTime });
        var revoked = await revoke.ExecuteNonQueryAsync(cancellation) == 1;
        remembered.Clear();
        return revoked;
    }

    private async Task<IReadOnlyList<KeyEntry>> ReadAsync(string rest, object? value, CancellationToken cancellation)
    {
        await using var read = pool.CreateCommand("select id, name, roles, created_at, revoked_at from access.keys " + rest);
        if (value is not null) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var entries = new List<KeyEntry>();
        while (await row.ReadAsync(cancellation))
            entries.Add(new(row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)));
        return entries;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
