using Territory.Hosting.Store;

namespace Territory.Feed.Subscriptions;

/// <summary>
/// Runs the deliveries of all active subscriptions on one instance, each on its own. A person's act begins a new term of the
/// subscription, and its delivering anew from what the table says.
/// </summary>
internal sealed partial class DeliverSubscriptions(FeedStore store, SubscriptionsQuery subscriptions, SubscriptionProgress progress, ParkedDeliveries parked, IServiceProvider services, ILogger<DeliverSubscriptions> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private TaskCompletionSource nextPass = NewSource(), wake = NewSource();
    private volatile bool leads;

    /// <summary>Ends when a person's act is in force here: nothing goes out any more under the term before. Another instance that leads sees it within a moment.</summary>
    public async Task FollowedAsync(CancellationToken cancellation)
    {
        if (!leads) return;
        var passed = Volatile.Read(ref nextPass).Task;
        Volatile.Read(ref wake).TrySetResult();
        // A database that is away holds up a pass; whoever acts need not wait for it.
        await Task.WhenAny(passed, Task.Delay(Rest, cancellation));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(store.Database, "subscriptions", logger).RunAsync(LeadAsync, stoppingToken);

    private async Task LeadAsync(CancellationToken cancellation)
    {
        var running = new Dictionary<string, Running>(StringComparer.Ordinal);
        try
        {
            leads = true;
            while (!cancellation.IsCancellationRequested)
            {
                Interlocked.Exchange(ref wake, NewSource());
                var pass = Interlocked.Exchange(ref nextPass, NewSource());
                try
                {
                    await FollowAsync(running, await subscriptions.ActiveAsync(cancellation), cancellation);
                    foreach (var id in await parked.WantedAsync(cancellation))
                        if (!running.ContainsKey("parked " + id)) running["parked " + id] = Start(0, term => ActivatorUtilities.CreateInstance<RetryParked>(services).RunAsync(id, term), cancellation);
                }
                catch (Npgsql.NpgsqlException away)
                {
                    LogAway(logger, away.Message);
                }
                pass.TrySetResult();
                await Task.WhenAny(Task.Delay(Look, cancellation), Volatile.Read(ref wake).Task);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Another instance leads from here on, or the process ends.
        }
        finally
        {
            leads = false;
            await Task.WhenAll(running.Values.Select(one => one.EndAsync()));
        }
    }

    private async Task FollowAsync(Dictionary<string, Running> running, IReadOnlyDictionary<string, long> active, CancellationToken cancellation)
    {
        var ending = new List<Task>();
        foreach (var (id, one) in running.ToArray())
        {
            var stale = id.StartsWith("parked ", StringComparison.Ordinal) ? one.Work.IsCompleted : one.Work.IsCompleted || !active.TryGetValue(id, out var term) || term != one.Term;
            if (stale && running.Remove(id)) ending.Add(one.EndAsync());
        }
        await Task.WhenAll(ending);
        foreach (var (id, term) in active)
            if (!running.ContainsKey(id)) running[id] = Start(term, token => DeliverAsync(id, token), cancellation);
    }

    private Running Start(long term, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return new(term, ending, Task.Run(() => GuardAsync(work, ending.Token), CancellationToken.None));
    }

    private async Task DeliverAsync(string id, CancellationToken cancellation)
    {
        if (await subscriptions.FindAsync(id, cancellation) is { Subscription: { State: SubscriptionState.Active } subscription } && await progress.ReadAsync(id, cancellation) is { } at)
            await ActivatorUtilities.CreateInstance<DeliverToOne>(services).RunAsync(subscription, at, cancellation);
    }

    /// <summary>A failure of one is its own: it is told, and tried again after a rest.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ended from outside.
        }
        catch (Exception failed)
        {
            LogFailed(logger, failed);
            await Task.WhenAny(Task.Delay(Rest, cancellation));
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Running(long Term, CancellationTokenSource Ending, Task Work)
    {
        public async Task EndAsync()
        {
            await Ending.CancelAsync();
            await Work;
            Ending.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering to a subscription failed on our side; it goes on from its cursor")]
    private static partial void LogFailed(ILogger logger, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer ({Reason}); deliveries go on as soon as it does")]
    private static partial void LogAway(ILogger logger, string reason);
}
