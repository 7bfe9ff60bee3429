using System.Data;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// The one way into a store's log. Whoever enters holds the store's append lock until commit, so position order is commit
/// order, recorded times rise with positions whatever the clocks do, and a reader with a cursor is never overtaken.
/// </summary>
public sealed class AppendDoor(IDocumentStore store, ServiceDatabase database, TimeProvider clock)
{
    /// <summary>Runs <paramref name="work"/> under the append lock; what it appends is committed together with its views, or not at all.</summary>
    /// <param name="work">Looks up, decides and calls <see cref="OpenDoor.Append"/>. It may run for at most <see cref="ServiceDatabase.WriterPatience"/> between two statements.</param>
    /// <param name="views">Writes the views of what was appended: the events now have their positions. Null when the store has none.</param>
    public async Task<T> EnterAsync<T>(Func<OpenDoor, CancellationToken, Task<T>> work, Func<OpenDoor, CancellationToken, Task>? views, CancellationToken cancellation)
    {
        await using var connection = await database.Writers.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await TakeLockAsync(connection, shared: false, cancellation);
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        var door = new OpenDoor(session, connection, await RecordedTimeAsync(connection, cancellation));
        var result = await work(door, cancellation);
        if (door.Appended.Count > 0)
        {
            await session.SaveChangesAsync(cancellation);
            if (views is not null) await views(door, cancellation);
            await NotifyAsync(connection, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Waits until every append begun before now has ended: what is committed then is all there will ever be up to this moment.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await using var connection = await database.Writers.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await TakeLockAsync(connection, shared: true, cancellation);
    }

    private async Task TakeLockAsync(NpgsqlConnection connection, bool shared, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand($"select pg_advisory_xact_lock{(shared ? "_shared" : "")}(hashtextextended($1, 0))", connection);
        take.Parameters.Add(new() { Value = "append:" + database.Schema });
        await take.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Now, but never before the last recorded time: machines differ and clocks jump.</summary>
    private async Task<DateTimeOffset> RecordedTimeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var last = new NpgsqlCommand($"select timestamp from {database.Schema}.mt_events order by seq_id desc limit 1", connection);
        var now = clock.GetUtcNow();
        // PostgreSQL keeps microseconds: a finer time would not come back equal.
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return await last.ExecuteScalarAsync(cancellation) is DateTime recorded && recorded > now.UtcDateTime ? new DateTimeOffset(recorded, TimeSpan.Zero) : now;
    }

    private async Task NotifyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var notify = new NpgsqlCommand("select pg_notify($1, '')", connection);
        notify.Parameters.Add(new() { Value = database.Channel });
        await notify.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>What one may do while holding the append lock.</summary>
public sealed class OpenDoor(IDocumentSession session, NpgsqlConnection connection, DateTimeOffset recordedAt)
{
    private readonly List<IEvent> appended = [];

    /// <summary>For look-ups and documents of the same transaction; events go through <see cref="Append"/>.</summary>
    public IDocumentSession Session => session;
    public NpgsqlConnection Connection => connection;
    /// <summary>The recorded time of everything appended now.</summary>
    public DateTimeOffset RecordedAt => recordedAt;
    /// <summary>What was appended so far; positions and versions are known once <c>views</c> runs.</summary>
    public IReadOnlyList<IEvent> Appended => appended;

    public void Append(string stream, IReadOnlyList<object> events)
    {
        if (events.Count == 0) return;
        var action = session.Events.Append(stream, [.. events]);
        foreach (var e in action.Events.TakeLast(events.Count))
        {
            e.Timestamp = recordedAt;
            appended.Add(e);
        }
    }
}
