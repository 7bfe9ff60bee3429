using Npgsql;

namespace Territory.Feed.Log;

/// <summary>
/// The feed's copy of the public log (table <c>feed.changes</c>). It never has a hole: an event enters only behind the one
/// it names as its previous, so whoever reads on from a position misses nothing.
/// </summary>
public sealed class ChangeLog(FeedStore store)
{
    private const string Table = FeedStore.Schema + ".changes";

    /// <summary>The last position kept; 0 when there is none.</summary>
    public async Task<long> HeadAsync(string theatre, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        return await HeadAsync(connection, theatre, cancellation);
    }

    /// <summary>Keeps what follows the head without a gap, and returns the head after it.</summary>
    public async Task<long> KeepAsync(string theatre, IReadOnlyList<KeptChange> changes, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended($1, 0))", cancellation, "feed:" + theatre);
        var (before, head) = (await HeadAsync(connection, theatre, cancellation), 0L);
        head = before;
        foreach (var change in changes.Where(c => c.Position > before).OrderBy(c => c.Position))
        {
            if (change.Previous != head) break;
            await ExecuteAsync(connection, $"insert into {Table} values ($1, $2, $3, $4)", cancellation, theatre, change.Position, change.Previous, change.Json);
            head = change.Position;
        }
        if (head > before) await ExecuteAsync(connection, "select pg_notify($1, '')", cancellation, store.Database.Channel);
        await transaction.CommitAsync(cancellation);
        return head;
    }

    /// <summary>What follows a position, in order.</summary>
    public async Task<IReadOnlyList<KeptChange>> ReadAsync(string theatre, long after, int limit, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event from {Table} where theatre = $1 and position > $2 order by position limit $3");
        foreach (var value in new object[] { theatre, after, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var changes = new List<KeptChange>();
        while (await row.ReadAsync(cancellation)) changes.Add(new(theatre, row.GetInt64(0), row.GetInt64(1), row.GetString(2)));
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

    /// <summary>Every succession of an actor and every retraction of one, in order.</summary>
    public async Task<IReadOnlyList<KeptChange>> SuccessionsAsync(string theatre, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event from {Table} where theatre = $1 and {FeedStore.IsSuccession} order by position");
        read.Parameters.Add(new() { Value = theatre });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var changes = new List<KeptChange>();
        while (await row.ReadAsync(cancellation)) changes.Add(new(theatre, row.GetInt64(0), row.GetInt64(1), row.GetString(2)));
        return changes;
    }

    private static async Task<long> HeadAsync(NpgsqlConnection connection, string theatre, CancellationToken cancellation)
    {
        await using var head = new NpgsqlCommand($"select coalesce(max(position), 0) from {Table} where theatre = $1", connection);
        head.Parameters.Add(new() { Value = theatre });
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
