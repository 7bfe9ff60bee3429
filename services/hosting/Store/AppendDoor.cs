using System.Data;
using JasperFx.Events;
using Marten;
using Marten.Services;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// The one way into a store's log. Whoever enters holds the store's append lock until commit, so position order is commit
/// order, recorded times rise with positions whatever the clocks do, and a reader with a cursor is never overtaken.
/// </summary>
public sealed partial class AppendDoor(IDocumentStore store, ServiceDatabase database, TimeProvider clock, ILogger<AppendDoor> logger)
{
    /// <summary>How often something is recorded whose connection the server ends: on a machine that has no time for us, a writer looks frozen.</summary>
    private const int Attempts = 3;

    /// <summary>The server's idle_in_transaction_session_timeout, by PostgreSQL's table of error codes.</summary>
    private const string WaitedInVain = "25P03";
    private readonly LogWriter log = new(store, database.Schema);
    private readonly FrozenWriters frozen = new(database, logger);

    /// <summary>What the append lock of a schema is called; the server knows the hash of it.</summary>
    internal static string LockOf(string schema) => "append:" + schema;

    /// <summary>Runs <paramref name="work"/> under the append lock; what it appends is committed together with its views, or not at all.</summary>
    /// <param name="work">Looks up, decides and calls <see cref="OpenDoor.Append"/>. It may run for at most <see cref="ServiceDatabase.WriterPatience"/> between two statements.</param>
    /// <param name="views">What writes the views of some appended events, behind them: asked once for each slice of them, in order. Null when the store has none.</param>
    /// <exception cref="WriterLostException">The server gave up waiting for this writer, or went away: nothing of the work was recorded.</exception>
    public Task<T> EnterAsync<T>(Func<OpenDoor, CancellationToken, Task<T>> work, ViewsOfEvents? views, CancellationToken cancellation) => HoldingAsync(shared: false, async (transaction, end) =>
    {
        await using var session = store.QuerySession(SessionOptions.ForTransaction(transaction));
        var slices = new SlicesUnderWay(transaction.Connection!, log, views, cancellation);
        var door = new OpenDoor(session, transaction.Connection!, log, slices, end.Position, RecordedTime.Next(Now(end), end.RecordedAt, end.Settled));
        try
        {
            var result = await work(door, cancellation);
            if (door.Appended.Count > 0) await slices.EndAsync(door.Appended, [log.MoveTo(door.Appended[^1].Sequence), Notification()]);
            return result;
        }
        finally
        {
            // Of a failed work a slice may still be under way; why it failed is told already.
            await slices.WrittenAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }, cancellation);

    /// <summary>Holds the append lock for one transaction, from before it looks where the log ends until its commit.</summary>
    private async Task<T> HoldingAsync<T>(bool shared, Func<NpgsqlTransaction, LogEnd, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await database.Writers.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        T result;
        try
        {
            result = await work(transaction, await LockAsync(connection, shared, cancellation));
        }
        catch (NpgsqlException failed) when (IsLost(connection, failed))
        {
            throw new WriterLostException(failed);
        }
        await CommitAsync(transaction, cancellation);
        return result;
    }

    /// <summary>Whether a commit came through is not known of a connection lost meanwhile, but for one answer: the server had waited for it in vain.</summary>
    private static async Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException late) when (late.SqlState == WaitedInVain)
        {
            throw new WriterLostException(late);
        }
    }

    /// <summary>An error is an answer, even where the driver gives the connection up for it (a full disk).</summary>
    private static bool IsLost(NpgsqlConnection connection, NpgsqlException failed) => connection.State != ConnectionState.Open && failed is not PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>Records what can be decided anew: again, a few times, when the connection was lost before the commit.</summary>
    /// <param name="record">Enters the door. It keeps nothing from one call to the next.</param>
    public async Task<T> AgainAsync<T>(Func<Task<T>> record, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await record();
            }
            catch (WriterLostException lost) when (attempt < Attempts && !cancellation.IsCancellationRequested)
            {
                LogLost(logger, database.Schema, attempt, Attempts, lost.InnerException!.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A writer of {Schema} lost its connection before its commit, attempt {Attempt} of {Most}: nothing of it is in the log, and it is decided anew ({Reason})")]
    private static partial void LogLost(ILogger logger, string schema, int attempt, int most, string reason);

    /// <summary>
    /// Whether everything that will ever be recorded up to a moment is committed now; false when the moment is still to
    /// come by the clock that writes. What is settled once stays so, even if that clock falls back.
    /// </summary>
    public async Task<bool> SettleAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        if (await IsCoveredAsync(moment, cancellation)) return true;
        return await AgainAsync(() => HoldingAsync(shared: true, async (transaction, end) =>
        {
            if (end.Covers(moment)) return true;
            if (moment >= Now(end)) return false;
            await RecordedTime.SettleAsync(transaction.Connection!, database.Schema, moment, cancellation);
            return true;
        }, cancellation), cancellation);
    }

    /// <summary>Keeps everybody from appending until the caller's transaction ends: for who changes what was derived from the log. The caller bounds how long it may take.</summary>
    public Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellation) => LockAsync(connection, shared: false, cancellation);

    /// <summary>Of another time than the present, this is known without the lock.</summary>
    private async Task<bool> IsCoveredAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellation);
        await using var look = new NpgsqlBatch(connection) { BatchCommands = { LogEnd.Question(database.Schema) } };
        await using var row = await look.ExecuteReaderAsync(cancellation);
        return (await LogEnd.ReadAsync(row, cancellation)).Covers(moment);
    }

    /// <summary>Takes the append lock and looks where the log ends, in a snapshot of its own: taken before the lock, it would be of before it.</summary>
    private async Task<LogEnd> LockAsync(NpgsqlConnection connection, bool shared, CancellationToken cancellation)
    {
        await using var take = new NpgsqlBatch(connection);
        take.BatchCommands.Add(new($"select pg_advisory_xact_lock{(shared ? "_shared" : "")}(hashtextextended($1, 0))") { Parameters = { new() { Value = LockOf(database.Schema) } } });
        take.BatchCommands.Add(LogEnd.Question(database.Schema));
        await using var row = await frozen.OutlastAsync(take.ExecuteReaderAsync(cancellation), cancellation);
        await row.NextResultAsync(cancellation);
        return await LogEnd.ReadAsync(row, cancellation);
    }

    /// <summary>Machines differ, so all writers go by the database's clock; a clock of a test's own stands for it.</summary>
    private DateTimeOffset Now(LogEnd end) => clock == TimeProvider.System ? end.Clock : clock.GetUtcNow();

    private NpgsqlBatchCommand Notification() => new("select pg_notify($1, '')") { Parameters = { new() { Value = database.Channel } } };
}

/// <summary>A writer's connection ended before it committed: whatever it was about to record can be decided anew.</summary>
public sealed class WriterLostException(NpgsqlException lost) : NpgsqlException("The database ended the connection of a writer before its commit; nothing of what it was about to record is in the log.", lost)
{
    public override bool IsTransient => true;
}

/// <summary>The statements that write the views of some events, given in order of position. Pure: it runs while the server is busy with those before them.</summary>
public delegate IReadOnlyList<NpgsqlBatchCommand> ViewsOfEvents(IReadOnlyList<IEvent> appended);

/// <summary>What one may do while holding the append lock.</summary>
public sealed class OpenDoor
{
    private readonly List<IEvent> appended = [];
    private readonly LogWriter log;
    private readonly SlicesUnderWay slices;
    private long position;

    internal OpenDoor(IQuerySession session, NpgsqlConnection connection, LogWriter log, SlicesUnderWay slices, long position, DateTimeOffset recordedAt) =>
        (Session, Connection, this.log, this.slices, this.position, RecordedAt) = (session, connection, log, slices, position, recordedAt);

    /// <summary>For look-ups in the same transaction; events go through <see cref="Append"/>.</summary>
    public IQuerySession Session { get; }
    public NpgsqlConnection Connection { get; }
    /// <summary>The recorded time of everything appended now.</summary>
    public DateTimeOffset RecordedAt { get; }
    /// <summary>What was appended so far, in order of position; versions are given where it is written.</summary>
    public IReadOnlyList<IEvent> Appended => appended;

    /// <summary>Appends to a stream. The events have their positions at once, and are written when the work is done.</summary>
    public IReadOnlyList<IEvent> Append(string stream, IReadOnlyList<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var first = appended.Count;
        foreach (var e in events) appended.Add(log.Describe(stream, e, ++position, RecordedAt));
        return appended[first..];
    }

    /// <summary>
    /// Lets the server write what was appended so far while the work goes on: for a work that appends thousands. From the first
    /// call on <c>views</c> may be asked, and whoever sends another statement waits for <see cref="WrittenAsync"/> before it.
    /// </summary>
    public void WriteOn() => slices.Begin(appended);

    /// <summary>The connection is free again.</summary>
    public Task WrittenAsync() => slices.WrittenAsync();
}
