using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Territory.Hosting.Store;

/// <summary>Takes a page of a store's log, in order of position; throws to have the page again.</summary>
public interface ILogHandler
{
    Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation);

    /// <summary>The kinds of events whose content it reads; that of the others stays in the log. Null: all.</summary>
    IReadOnlyCollection<Type>? LooksInto => null;
}

/// <summary>
/// Hands a store's events, in order of position and at least once, to one handler on one instance. Its cursor moves after
/// the handler returns; a failing page is tried again from its first event. Since every append holds the append lock,
/// reading by <c>seq_id &gt; cursor</c> misses nothing (see docs/decisions).
/// </summary>
/// <param name="name">Of its cursor and its lead.</param>
/// <param name="store">Whose log it is.</param>
/// <param name="database">Where the log is.</param>
/// <param name="signal">Says that the log grew.</param>
/// <param name="handler">Takes a page.</param>
/// <param name="gathering">How long events may gather after a page: a page of many costs hardly more than one of a few.</param>
/// <param name="logger">For failures.</param>
public sealed partial class LogFollower(
    string name, IDocumentStore store, ServiceDatabase database, LogSignal signal, ILogHandler handler, TimeSpan gathering, ILogger logger) : BackgroundService
{
    private const int Page = 1000;
    private readonly Cursors cursors = new(database);
    private readonly StoredEvents events = new(store, database.Schema);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(database, name, logger).RunAsync(FollowAsync, stoppingToken);

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var cursor = await cursors.ReadAsync(name, cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var grown = signal.Grown;
                var page = await ReadAsync(cursor, cancellation);
                if (page.Count == 0)
                {
                    await LogSignal.WaitAsync(grown, Poll, cancellation);
                    continue;
                }
                await handler.HandleAsync(page, cancellation);
                cursor = page[^1].Position;
                await cursors.SaveAsync(name, cursor, cancellation);
                if (page.Count < Page) await Leader.Pause(gathering, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                LogFailed(logger, failed, database.Schema, name, cursor);
                await Leader.Pause(TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(long after, CancellationToken cancellation)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellation);
        return await events.ReadAsync(connection, "where seq_id > $1 order by seq_id limit $2", [after, Page], cancellation, handler.LooksInto).ToListAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Schema}/{Name} could not hand on what follows position {Position}; it tries again in a second")]
    private static partial void LogFailed(ILogger logger, Exception exception, string schema, string name, long position);
}
