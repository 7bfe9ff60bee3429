using Npgsql;
using Territory.Ledger.Areas;
using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>The view <c>claims</c>: of which area each claim is. A claim's id is one in its theatre, whatever it says.</summary>
public static class ClaimsTable
{
    public const string Name = "claims";

    public static readonly LedgerView View = new(Name, 1, [new(Name, ["theatre", "claim_id", "area"])], Create, Write) { Asks = Said.Nothing, Rows = () => new ClaimsRows() };

    // Logs of before this was a law may hold an id in two areas; both rows stay, so that no order of writing matters.
    private static string Create(string schema) => $"""
        create table if not exists {schema}.{Name} (theatre text not null, claim_id text not null, area text not null, primary key (theatre, claim_id, area));
        create index if not exists claims_area on {schema}.{Name} (theatre, area);
        """;

    private static IEnumerable<NpgsqlBatchCommand> Write(string schema, string theatre, IReadOnlyList<ViewStep> steps)
    {
        var fresh = Of(steps).ToArray();
        if (fresh.Length == 0) yield break;
        yield return new NpgsqlBatchCommand($"insert into {schema}.{Name} select $1, * from unnest($2, $3) on conflict do nothing")
            .With(theatre).With(fresh.Select(f => f.Claim)).With(fresh.Select(f => f.Area));
    }

    internal static IEnumerable<(string Claim, string Area)> Of(IEnumerable<ViewStep> steps) => steps.Where(s => s.Event is ClaimRecorded).Select(s => (((ClaimRecorded)s.Event).Claim.Id, s.Area)).Distinct();

    /// <summary>The areas of those of the claims that are recorded, by claim; for whoever holds the append lock.</summary>
    internal static async Task<Dictionary<string, string>> AreasAsync(NpgsqlConnection connection, string theatre, string[] claims, CancellationToken cancellation)
    {
        // One by one, from the index ("offset 0"): for thousands at once the server would rather go through all claims there are, and everybody waits for it.
        await using var read = new NpgsqlCommand($"""
            select claim_id, area from unnest($2) as asked (id)
            cross join lateral (select claim_id, area from {LedgerStore.Schema}.{Name} where theatre = $1 and claim_id = id offset 0) as recorded order by area
            """, connection);
        read.Parameters.Add(new() { Value = theatre });
        read.Parameters.Add(new() { Value = claims });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var areas = new Dictionary<string, string>();
        while (await row.ReadAsync(cancellation)) areas.TryAdd(row.GetString(0), row.GetString(1));
        return areas;
    }
}
