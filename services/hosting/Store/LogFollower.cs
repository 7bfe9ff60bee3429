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

    /// <summary>Kinds among these of which it needs no more than a part; they are handed on as what stands for them.</summary>
    IReadOnlyList<InShort> InShort => [];

    /// <summary>How many pages it takes at once: more than one where nobody minds that some of a page comes before the last of the page before it.</summary>
    int PagesAtOnce => 1;
}

/// <summary>
/// Hands a store's events, in order of position and at least once, to one handler on one instance. Its cursor moves after
/// the handler returns, page by page; after a failing page everything from its first event is handed on again. Since every
/// append holds the append lock, reading by <c>seq_id &gt; cursor</c> misses nothing (see docs/decisions).
/// </summary>
/// <param name="name">Of its cursor and its lead.</param>
/// <param name="store">Whose log it is.</param>
/// <param name="database">Where the log is.</param>
/// <param name="signal">Says that the log grew.</param>
/// <param name="handler">Takes a page.</param>
/// <param name="gathering">How long events may gather from when a page is handed on: a page of many costs hardly more than one of a few.</param>
/// <param name="logger">For failures.</param>
public sealed partial class LogFollower(
    string name, IDocumentStore store, ServiceDatabase database, LogSignal signal, ILogHandler handler, TimeSpan gathering, ILogger logger) : BackgroundService
{
    private const int Page = 1000;
    private readonly Cursors cursors = new(database);
    private readonly StoredEvents events = new(store, database.Schema);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private long cursor;
    // After a failure one page at a time, until one came through: those behind a page that fails are not to be handed on each time.
    private int pagesAtOnce = handler.PagesAtOnce;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(database, name, logger).RunAsync(FollowAsync, stoppingToken);

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var underWay = new Queue<(Task Handled, long Last)>();
            try
            {
                cursor = await cursors.ReadAsync(name, cancellation);
                await HandOnAsync(underWay, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                LogFailed(logger, failed, database.Schema, name, cursor);
                pagesAtOnce = 1;
                await Leader.Pause(TimeSpan.FromSeconds(1), cancellation);
            }
            finally
            {
                // Whatever became of the pages behind it, they are handed on again, and must not overtake that.
                await Task.WhenAll(underWay.Select(page => page.Handled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandOnAsync(Queue<(Task Handled, long Last)> underWay, CancellationToken cancellation)
    {
        var last = cursor;
        while (true)
        {
            var grown = signal.Grown;
            var page = underWay.Count < pagesAtOnce ? await ReadAsync(last, cancellation) : [];
            if (page.Count > 0)
            {
                last = page[^1].Position;
                underWay.Enqueue((handler.HandleAsync(page, cancellation), last));
            }
            else if (underWay.Count >= pagesAtOnce) await Task.WhenAny(underWay.Peek().Handled);
            else await Task.WhenAny([LogSignal.WaitAsync(grown, Poll, cancellation), .. underWay.Take(1).Select(first => first.Handled)]);
            while (underWay.TryPeek(out var first) && first.Handled.IsCompleted)
            {
                await first.Handled;
                await cursors.SaveAsync(name, cursor = first.Last, cancellation);
                underWay.Dequeue();
                pagesAtOnce = handler.PagesAtOnce;
            }
            if (page.Count is > 0 and < Page) await Leader.Pause(gathering, cancellation);
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(long after, CancellationToken cancellation)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellation);
        return await events.ReadAsync(connection, "where seq_id > $1 order by seq_id limit $2", [after, Page], cancellation, handler.LooksInto, handler.InShort).ToListAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Schema}/{Name} could not hand on what follows position {Position}; it tries again in a second")]
    private static partial void LogFailed(ILogger logger, Exception exception, string schema, string name, long position);
}
