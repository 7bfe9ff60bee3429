using System.Globalization;
using Territory.Theatres;

namespace Territory.Ledger.Chronology;

/// <summary>That a theatre's history was loaded, and up to which local day.</summary>
/// <param name="IsWhole">With its observations and successions; false for one loaded before there were any in the log.</param>
public sealed record ChronologyMark(DateOnly Until, bool IsWhole);

/// <summary>Which theatres have their history (table <c>chronology_loaded</c>).</summary>
public sealed class ChronologyMarks(LedgerStore store)
{
    private const string Table = LedgerStore.Schema + ".chronology_loaded";
    private const string Day = "yyyy-MM-dd";

    public const string Create = $"""
        create table if not exists {Table} (theatre text primary key, decided_by text not null, until text not null);
        alter table {Table} add column if not exists whole boolean not null default false;
        """;

    public async Task<ChronologyMark?> ReadAsync(Theatre theatre, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        await using var read = store.Database.Pool.CreateCommand($"select until, whole from {Table} where theatre = $1");
        read.Parameters.Add(new() { Value = theatre.Id });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(DateOnly.ParseExact(row.GetString(0), Day, CultureInfo.InvariantCulture), row.GetBoolean(1)) : null;
    }

    public async Task SetAsync(Theatre theatre, DateOnly until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        await using var mark = store.Database.Pool.CreateCommand($"""
            insert into {Table} (theatre, decided_by, until, whole) values ($1, $2, $3, true) on conflict (theatre) do update set whole = true
            """);
        foreach (var value in new[] { theatre.Id, ChronologyRow.DecidedBy, until.ToString(Day, CultureInfo.InvariantCulture) }) mark.Parameters.Add(new() { Value = value });
        await mark.ExecuteNonQueryAsync(cancellation);
    }
}
