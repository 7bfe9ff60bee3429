using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Territory.Feed.Log;

/// <summary>
/// The feed's copy of the public log (table <c>feed.changes</c>). It never has a hole: an event enters only behind the one
/// it names as its previous, so whoever reads on from a position misses nothing.
/// </summary>
public sealed class ChangeLog(FeedStore store)
{
    private const string Table = FeedStore.Schema + ".changes";
    private const string Head = $"select coalesce(max(position), 0) from {Table} where theatre = $1";
    /// <summary>Where each theatre's log ended when this instance last kept something.</summary>
    private readonly ConcurrentDictionary<string, long> ends = new();

    /// <summary>The last position kept; 0 when there is none.</summary>
    public async Task<long> HeadAsync(string theatre, CancellationToken cancellation)
    {
        await using var head = store.Database.Pool.CreateCommand(Head);
        head.Parameters.Add(new() { Value = theatre });
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Keeps what follows the head without a gap, and returns the head after it.</summary>
    public async Task<long> KeepAsync(string theatre, IReadOnlyList<KeptChange> changes, CancellationToken cancellation)
    {
        // As a rule nobody else kept anything since: then one round trip does.
        var end = ends.GetValueOrDefault(theatre);
        if (Following(changes, end) is { Count: > 0 } next && await KeepBehindAsync(theatre, end, next, cancellation)) return ends[theatre] = next[^1].Position;

        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var head = await LockAsync(connection, theatre, cancellation);
        var following = Following(changes, head);
        if (following.Count == 0) return ends[theatre] = head;
        await AddAsync(connection, theatre, following, cancellation);
        await transaction.CommitAsync(cancellation);
        return ends[theatre] = following[^1].Position;
    }

    /// <summary>What of some changes follows a position, each behind the one it names as its previous.</summary>
    private static List<KeptChange> Following(IReadOnlyList<KeptChange> changes, long position)
    {
        var following = new List<KeptChange>();
        foreach (var change in changes.Where(c => c.Position > position).DistinctBy(c => c.Position).OrderBy(c => c.Position))
        {
            if (change.Previous != (following.Count == 0 ? position : following[^1].Position)) break;
            following.Add(change);
        }
        return following;
    }

    /// <summary>Keeps changes if the log still ends at a position; false, and nothing is kept, when it does not.</summary>
    private async Task<bool> KeepBehindAsync(string theatre, long end, List<KeptChange> following, CancellationToken cancellation)
    {
        await using var keep = store.Database.Pool.CreateBatch();
        foreach (var command in Taking(theatre)) keep.BatchCommands.Add(command);
        var add = Adding(theatre, following, $"where ({Head}) = $5");
        add.Parameters.Add(new() { Value = end });
        keep.BatchCommands.Add(add);
        keep.BatchCommands.Add(Telling());
        await keep.ExecuteNonQueryAsync(cancellation);
        return add.RecordsAffected > 0;
    }

    /// <summary>One at a time, whichever instance. It need not be on the disk at once: what a crash takes from the end of the copy the ledger still has.</summary>
    private static NpgsqlBatchCommand[] Taking(string theatre) =>
    [
        new("select set_config('synchronous_commit', 'off', true)"),
        new("select pg_advisory_xact_lock(hashtextextended($1, 0))") { Parameters = { new() { Value = "feed:" + theatre } } },
    ];

    private static NpgsqlBatchCommand Adding(string theatre, List<KeptChange> changes, string condition = "")
    {
        var add = new NpgsqlBatchCommand($"insert into {Table} select $1, * from unnest($2, $3, $4) {condition}");
        foreach (var value in new object[] { theatre, changes.Select(c => c.Position).ToArray(), changes.Select(c => c.Previous).ToArray() }) add.Parameters.Add(new() { Value = value });
        add.Parameters.Add(new() { Value = changes.Select(c => c.Json).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return add;
    }

    private NpgsqlBatchCommand Telling() => new("select pg_notify($1, '')") { Parameters = { new() { Value = store.Database.Channel } } };

    private static async Task<long> LockAsync(NpgsqlConnection connection, string theatre, CancellationToken cancellation)
    {
        await using var take = new NpgsqlBatch(connection);
        foreach (var command in Taking(theatre)) take.BatchCommands.Add(command);
        take.BatchCommands.Add(new(Head) { Parameters = { new() { Value = theatre } } });
        await using var row = await take.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        await row.NextResultAsync(cancellation);
        await row.ReadAsync(cancellation);
        return row.GetInt64(0);
    }

    private async Task AddAsync(NpgsqlConnection connection, string theatre, List<KeptChange> changes, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Adding(theatre, changes), Telling() } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What follows a position, in order.</summary>
    public async Task<IReadOnlyList<KeptChange>> ReadAsync(string theatre, long after, int limit, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event from {Table} where theatre = $1 and position > $2 order by position limit $3");
        foreach (var value in new object[] { theatre, after, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var changes = new List<KeptChange>();
        while (await row.ReadAsync(cancellation)) changes.Add(new(theatre, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        return changes;
    }

    /// <summary>What follows a position up to another, in order, as the bytes that are stored.</summary>
    public async IAsyncEnumerable<(long Position, byte[] Json)> ReadBytesAsync(string theatre, long after, long until, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, event from {Table} where theatre = $1 and position > $2 and position <= $3 order by position limit $4");
        foreach (var value in new object[] { theatre, after, until, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) yield return (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
    }

    /// <summary>What a correction or retraction stands in the place of, the last first: the one it names, what that one corrected, and so on. Empty for what revises nothing.</summary>
    public async ValueTask<IReadOnlyList<KeptChange>> RevisedAsync(KeptChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Event.Change?.Replaces is null) return [];
        var revised = new List<KeptChange>();
        for (var replaced = await ReplacedAsync(change, cancellation); replaced is not null; replaced = await ReplacedAsync(replaced, cancellation)) revised.Add(replaced);
        return revised;
    }

    /// <summary>Null for what revises nothing, or what the log has not.</summary>
    private Task<KeptChange?> ReplacedAsync(KeptChange revision, CancellationToken cancellation)
    {
        // Not ended by the first who asked: others wait for the same answer.
        return revision.Event.Change?.Replaces is { } replaced ? revision.ReplacedAsync(() => FindAsync(revision, replaced)).WaitAsync(cancellation) : Nothing;
    }

    private static readonly Task<KeptChange?> Nothing = Task.FromResult<KeptChange?>(null);

    private async Task<KeptChange?> FindAsync(KeptChange revision, string id)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event from {Table} where theatre = $1 and {FeedStore.ChangeId} = $2 and {FeedStore.ChangeId} <> '' and position < $3");
        foreach (var value in new object[] { revision.Theatre, id, revision.Position }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(CancellationToken.None);
        return await row.ReadAsync(CancellationToken.None) ? new(revision.Theatre, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)) : null;
    }

    /// <summary>Every succession of an actor and every retraction of one, in order.</summary>
    public async Task<IReadOnlyList<KeptChange>> SuccessionsAsync(string theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event from {Table} where theatre = $1 and {FeedStore.IsSuccession} order by position");
        read.Parameters.Add(new() { Value = theatre });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var changes = new List<KeptChange>();
        while (await row.ReadAsync(cancellation)) changes.Add(new(theatre, row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        return changes;
    }
}
