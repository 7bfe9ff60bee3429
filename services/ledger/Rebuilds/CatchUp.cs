using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Brings a shadow from where its parts end to the end of the log, a page in a transaction, with the writer of the live
/// view. States of areas written to are kept between pages; the rows written are collected, to be compared.
/// </summary>
internal sealed class CatchUp(StoredEvents events, Shadow shadow, long from)
{
    public const int Page = 500;
    private const int MostKept = 200_000;
    /// <summary>More history than that is not folded while writers wait.</summary>
    private const int MostInAHurry = 2_000;
    private Dictionary<string, StreamFold> known = [];
    private readonly HashSet<TouchedRow> touched = [];
    private (Dictionary<string, StreamFold> Folds, long Position, IReadOnlyList<TouchedRow> Touched)? written;

    /// <summary>The last position in the shadow.</summary>
    public long Position { get; private set; } = from;

    /// <summary>Rows written and not looked at since.</summary>
    public IReadOnlyCollection<TouchedRow> Touched => touched;

    /// <summary>The last position written, committed or not.</summary>
    public long Reached => written?.Position ?? Position;

    /// <summary>Rows written, committed or not, and not looked at since.</summary>
    public IReadOnlyCollection<TouchedRow> Unseen => written is { } page ? [.. touched.Union(page.Touched)] : touched;

    public void Compared() => touched.Clear();

    /// <summary>Folds and writes the next page, in the caller's transaction; it counts once <see cref="Committed"/> is called.</summary>
    /// <param name="hurry">Writers wait: rather nothing than a long history.</param>
    /// <returns>How many events it had; null when there was no time for it.</returns>
    public async Task<int?> WriteAsync(NpgsqlConnection connection, bool hurry, CancellationToken cancellation)
    {
        written = null;
        var page = await ListAsync(connection, $"where seq_id > $1 order by seq_id limit {Page}", [Position], cancellation);
        if (page.Count == 0) return 0;
        var ofAreas = page.Where(e => e.Stream.StartsWith("area/", StringComparison.Ordinal)).ToList();
        if (await FoldsAsync(connection, [.. ofAreas.Select(e => e.Stream).Distinct()], hurry, cancellation) is not { } folds) return null;
        var (steps, rows) = (ofAreas.Select(e => (folds[e.Stream].Theatre, Step: folds[e.Stream].Fold(e))).ToList(), shadow.View.Rows());
        foreach (var theatre in steps.GroupBy(s => s.Theatre))
            await shadow.View.WriteAsync(connection, shadow.Schema, theatre.Key, [.. theatre.Select(s => s.Step)], cancellation);
        foreach (var (theatre, step) in steps) rows.Add(theatre, step);
        if (!await shadow.AdvanceAsync(connection, Position, page[^1].Position, cancellation)) throw new FencedOffException();
        written = (folds, page[^1].Position, [.. rows.Touched()]);
        return page.Count;
    }

    /// <summary>What was written is committed.</summary>
    public void Committed()
    {
        if (written is not { } page) return;
        // What was asked of long ago is folded again if it must be.
        if (known.Values.Sum(k => (long)k.State.Version) > MostKept) known = [];
        foreach (var (stream, fold) in page.Folds) known[stream] = fold;
        Position = page.Position;
        touched.UnionWith(page.Touched);
        written = null;
    }

    /// <summary>Folds of streams as they are in the shadow, as copies: if the transaction fails, nothing has happened.</summary>
    private async Task<Dictionary<string, StreamFold>?> FoldsAsync(NpgsqlConnection connection, string[] streams, bool hurry, CancellationToken cancellation)
    {
        var folds = streams.ToDictionary(s => s, s => known.GetValueOrDefault(s)?.Copy() ?? new StreamFold(s, shadow.View.Asks));
        var unknown = streams.Where(s => !known.ContainsKey(s)).ToArray();
        if (unknown.Length == 0) return folds;
        const string Before = "where stream_id = any($1) and seq_id <= $2";
        if (hurry && (await CountAsync(connection, unknown, cancellation)) > MostInAHurry) return null;
        await foreach (var e in events.ReadAsync(connection, Before + " order by stream_id, version", [unknown, Position], cancellation)) folds[e.Stream].Fold(e);
        return folds;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string[] streams, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand($"select coalesce(sum(version), 0)::bigint from {LedgerStore.Schema}.mt_streams where id = any($1)", connection);
        count.Parameters.Add(new() { Value = streams });
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<List<StoredEvent>> ListAsync(NpgsqlConnection connection, string condition, IReadOnlyList<object> values, CancellationToken cancellation)
    {
        var list = new List<StoredEvent>();
        await foreach (var e in events.ReadAsync(connection, condition, values, cancellation)) list.Add(e);
        return list;
    }
}

/// <summary>Another worker has taken the run over; this one must not touch it any more.</summary>
internal sealed class FencedOffException() : Exception("Another worker goes on with this rebuild.");
