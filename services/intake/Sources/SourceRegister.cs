using NpgsqlTypes;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Sources;

/// <summary>A source in the register.</summary>
/// <param name="Owner">Who owns it: mirrors of one owner count once.</param>
/// <param name="Grade">Default grade of its reports; a report may lower it.</param>
/// <param name="Party">The actor that owns it, if one does.</param>
/// <param name="Language">ISO 639; of a report whose letters do not tell it.</param>
/// <param name="Restricted">Shown as <c>S-xxxx</c> outside the analyst role.</param>
/// <param name="Demonstration">Invented for the demonstration.</param>
/// <param name="RegisteredBy">Who said so last.</param>
/// <param name="RegisteredAt">When, UTC.</param>
/// <param name="LeastConfidence">A reading of its reports less sure than this, 0 to 1, waits for a person; null = the theatre's own measure.</param>
/// <param name="EverythingWaits">Every reading of its reports waits for a person, however sure.</param>
/// <param name="Version">How often it was said anew, for <c>If-Match</c>.</param>
public sealed record RegisteredSource(
    string Name, string Owner, string? Language, Grade Grade, string? Party, bool Restricted, bool Demonstration, string RegisteredBy, DateTimeOffset RegisteredAt, double? LeastConfidence = null, bool EverythingWaits = false, int Version = 1)
{
    public SourceOfClaim AsOfClaim() => new(Name, Owner, true, Restricted, Party);

    /// <summary>A source that is only named by a report: a person may stand behind it.</summary>
    public static SourceOfClaim Unregistered(string name) => new(name, name, Registered: false, Restricted: true);
}

/// <summary>The register of sources (table <c>intake.sources</c>).</summary>
public sealed class SourceRegister(IntakeStore store, TimeProvider clock)
{
    private const string Table = IntakeStore.Schema + ".sources";

    public const string Create = $"""
        create table if not exists {Table} (
          name text primary key, owner text not null, language text, grade text not null, party text, restricted boolean not null, demonstration boolean not null,
          registered_by text not null, registered_at timestamptz not null);
        alter table {Table} add column if not exists least_confidence double precision, add column if not exists everything_waits boolean not null default false, add column if not exists version int not null default 1;
        """;

    public async Task<RegisteredSource?> FindAsync(string name, CancellationToken cancellation) => (await ReadAsync("where name = $1", name, 1, cancellation)).SingleOrDefault();

    public Task<IReadOnlyList<RegisteredSource>> ListAsync(bool restrictedToo, string? after, int limit, CancellationToken cancellation) =>
        ReadAsync($"where ($1::text is null or name > $1) and ({restrictedToo} or not restricted) order by name", after, limit, cancellation);

    /// <summary>The sources a pack knows from the first start; what a person changed since stays.</summary>
    public async Task SeedAsync(Theatre theatre, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        foreach (var s in theatre.SourceRegister)
            await WriteAsync(new(s.Name, s.Owner, s.Language, s.Grade, s.Party, s.Restricted, s.Demonstration, "pack:" + theatre.Id, clock.GetUtcNow()), "do nothing", cancellation);
    }

    /// <summary>Adds a source that somebody vouches for; one registered meanwhile stays as it was registered.</summary>
    public Task AddAsync(RegisteredSource source, CancellationToken cancellation) => WriteAsync(source, "do nothing", cancellation);

    /// <summary>Registers a source, or changes what the register says of it. False when it is at another version than the one it was to be changed at.</summary>
    /// <param name="ifVersion">Only if it is there and still at this version; null when that does not matter.</param>
    public async Task<bool> SaveAsync(RegisteredSource source, int? ifVersion, CancellationToken cancellation) =>
        (ifVersion is null || await FindAsync(source.Name, cancellation) is { } known && known.Version == ifVersion) && await WriteAsync(source, """
        (name) do update set owner = excluded.owner, language = excluded.language, grade = excluded.grade, party = excluded.party, restricted = excluded.restricted, registered_by = excluded.registered_by,
        registered_at = excluded.registered_at, least_confidence = excluded.least_confidence, everything_waits = excluded.everything_waits, version = s.version + 1
        where $12::int is null or s.version = $12
        """, cancellation, ifVersion);

    private async Task<bool> WriteAsync(RegisteredSource s, string onConflict, CancellationToken cancellation, int? ifVersion = null)
    {
        await using var write = store.Database.Pool.CreateCommand($"insert into {Table} as s values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict {onConflict}");
        foreach (var value in new object?[] { s.Name, s.Owner, s.Language, s.Grade.ToString(), s.Party, s.Restricted, s.Demonstration, s.RegisteredBy, s.RegisteredAt.UtcDateTime })
            write.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
        write.Parameters.Add(new() { Value = (object?)s.LeastConfidence ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double });
        write.Parameters.Add(new() { Value = s.EverythingWaits });
        write.Parameters.Add(new() { Value = (object?)ifVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return await write.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private async Task<IReadOnlyList<RegisteredSource>> ReadAsync(string where, string? parameter, int limit, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select * from {Table} {where} limit $2");
        read.Parameters.Add(new() { Value = (object?)parameter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = limit });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var sources = new List<RegisteredSource>();
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        while (await row.ReadAsync(cancellation))
            sources.Add(new(row.GetString(0), row.GetString(1), Text(2), Grade.Parse(row.GetString(3)), Text(4), row.GetBoolean(5), row.GetBoolean(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetDouble(9), row.GetBoolean(10), row.GetInt32(11)));
        return sources;
    }
}
