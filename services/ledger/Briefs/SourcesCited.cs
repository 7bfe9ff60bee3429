using Territory.Ledger.Knowledge;
using Territory.Theatres;

namespace Territory.Ledger.Briefs;

/// <summary>Whose claims were recorded between two positions of the log.</summary>
internal static class SourcesCited
{
    public static async Task<IReadOnlyList<SourceCited>> ReadAsync(LedgerStore store, Theatre theatre, Span span, Func<string, string>? hide, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"""
            select data->'claim'->>'source', bool_or((data->'claim'->>'restricted')::boolean), bool_or((data->'claim'->>'registered')::boolean), count(*), count(distinct data->'claim'->>'reportId'),
              array_agg(distinct data->'claim'->>'grade'), bool_or((data->'claim'->>'demonstration')::boolean)
            from {LedgerStore.Schema}.mt_events where type = 'claim_recorded.v1' and seq_id > $1 and seq_id <= $2 and data->>'theatre' = $3
            group by 1 order by 4 desc, 1
            """);
        read.Parameters.Add(new() { Value = span.After });
        read.Parameters.Add(new() { Value = span.Until });
        read.Parameters.Add(new() { Value = theatre.Id });
        var sources = new List<SourceCited>();
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (name, restricted) = (row.GetString(0), row.GetBoolean(1));
            sources.Add(new(restricted && hide is not null ? hide(name) : name, restricted, row.GetBoolean(2), row.GetInt64(3), row.GetInt64(4), [.. row.GetFieldValue<string[]>(5).Order(StringComparer.Ordinal)], row.GetBoolean(6)));
        }
        return sources;
    }
}
