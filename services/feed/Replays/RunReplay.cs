using System.Diagnostics;
using Hangfire;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using Territory.Feed.Subscriptions;
using Territory.Feed.Webhooks;
using Territory.Hosting.Settings;

namespace Territory.Feed.Replays;

/// <summary>
/// Job: hands a replay on for a while, then asks to be started again, so that a replay of years at its own pace keeps no
/// worker from other jobs. It resumes from the replay's own cursor, wherever and however often it is started.
/// </summary>
internal sealed partial class RunReplay(FeedStore store, ReplayRuns runs, ProgressOfReplays replays, TerritorySettings settings, WebhookSender webhooks, IBackgroundJobClient jobs, TimeProvider clock, ILogger<RunReplay> logger)
{
    private const int Page = 1000;
    private static readonly TimeSpan AtATime = TimeSpan.FromSeconds(20);
    /// <summary>A wait that is longer is spent outside.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    [JobDisplayName("Replay {0}")]
    [AutomaticRetry(Attempts = int.MaxValue, DelaysInSeconds = [1, 2, 5, 15, 60], LogEvents = false)]
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        TimeSpan? again;
        await using (var guard = new NpgsqlConnection(store.Database.LongLived))
        {
            await guard.OpenAsync(cancellation);
            // Somebody else runs it; if he dies, his job comes back.
            if (!await TryGuardAsync(guard, id, cancellation)) return;
            again = await RunAWhileAsync(id, cancellation);
        }
        if (again is { } wait) jobs.Schedule<RunReplay>(job => job.RunAsync(id, CancellationToken.None), wait);
    }

    /// <summary>How long until it goes on; null when it has ended, or is somebody else's.</summary>
    private async Task<TimeSpan?> RunAWhileAsync(string id, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } replay) return null;
        if (await runs.TakeAsync(id, cancellation) is not { } fence)
        {
            // Cancelled while nobody ran it.
            if (replay is { State: ReplayState.Cancelled, Target.Type: ReplayTargetType.Queue } && settings.RabbitMq is { } broker) await QueueDelivery.ForgetAsync(broker, id, cancellation);
            return null;
        }
        ReplayDelivery delivery;
        try
        {
            delivery = await OpenAsync(replay, cancellation);
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException)
        {
            return await StumbleAsync(replay, fence, new Outcome.Failed("RabbitMQ does not answer: " + away.Message), cancellation);
        }
        await using (delivery)
        {
            return await GoOnAsync(await replays.OfAsync(replay, cancellation), fence, delivery, cancellation);
        }
    }

    private async Task<TimeSpan?> GoOnAsync(ReplayProgress progress, long fence, ReplayDelivery delivery, CancellationToken cancellation)
    {
        var underWay = new UnderWay(progress, delivery, runs, fence, clock);
        var (outcome, again) = await HandOnAsync(progress, underWay, delivery.Together, cancellation);
        if (outcome is Outcome.Delivered) outcome = await underWay.SettleAsync(cancellation);
        if (outcome is null) return await LeaveAsync(progress.Replay.Id, delivery, cancellation);
        if (outcome is not Outcome.Delivered) return await StumbleAsync(progress.Replay, fence, outcome, cancellation);
        if (again is null) await EndAsync(progress.Replay, fence, ReplayState.Done, null, delivery, cancellation);
        return again;
    }

    /// <summary>Until the stretch is at its end, or something fails, or it was long enough: then it also says when to go on.</summary>
    private async Task<(Outcome? Outcome, TimeSpan? Again)> HandOnAsync(ReplayProgress progress, UnderWay underWay, int together, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var ahead = ReadAheadAsync(progress.Replay, progress.Replay.Position, cancellation);
        while (await ahead is { Length: > 0 } rest)
        {
            // While a page is handed on, the one behind it is made ready.
            ahead = ReadAheadAsync(progress.Replay, rest[^1].Change.Position, cancellation);
            while (rest.Length > 0)
            {
                var due = progress.Due(rest, together, clock.GetUtcNow());
                var outcome = due.Wait is null ? await underWay.SendAsync(due.Events, cancellation) : await underWay.SettleAsync(cancellation);
                if (outcome is not Outcome.Delivered) return (outcome, null);
                if (due.Wait > LongestWait) return (outcome, due.Wait < TimeSpan.FromDays(1) ? due.Wait - TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1));
                if (due.Wait is { } wait) await Task.Delay(wait < UnderWay.BetweenLooks ? wait : UnderWay.BetweenLooks, clock, cancellation);
                if (watch.Elapsed > AtATime) return (outcome, TimeSpan.Zero);
                rest = rest[due.Events.Count..];
            }
        }
        return (new Outcome.Delivered(), null);
    }

    private Task<Following[]> ReadAheadAsync(Replay replay, long after, CancellationToken cancellation) => Task.Run(() => replays.FollowingAsync(replay, after, Page, cancellation), cancellation);

    /// <summary>As a subscription's delivery is tried again for three days; then it has failed.</summary>
    private async Task<TimeSpan?> StumbleAsync(Replay replay, long fence, Outcome outcome, CancellationToken cancellation)
    {
        var reason = outcome is Outcome.Failed { Reason: var failed } ? failed : ((Outcome.Gone)outcome).Reason;
        await runs.StumbledAsync(replay.Id, fence, reason, cancellation);
        var now = clock.GetUtcNow();
        var stumbled = (await runs.FindAsync(replay.Id, cancellation))!;
        var next = outcome is Outcome.Failed { Wait: var asked } ? RetrySchedule.Next(Math.Max(1, stumbled.Attempts), stumbled.FailingSince ?? now, now, Random.Shared.NextDouble(), asked) : null;
        if (next is { } at) return at - now;
        LogFailed(logger, replay.Id, replay.Position, reason);
        await runs.EndAsync(replay.Id, fence, ReplayState.Failed, $"{reason}. It stands at position {replay.Position}; replay what follows anew when the target is well.", cancellation);
        return null;
    }

    /// <summary>Cancelled, or followed by another runner, who needs the exchange.</summary>
    private async Task<TimeSpan?> LeaveAsync(string id, ReplayDelivery delivery, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is { HasEnded: true } && delivery is QueueDelivery queue) await queue.EndAsync(cancellation);
        return null;
    }

    private async Task EndAsync(Replay replay, long fence, ReplayState state, string? error, ReplayDelivery delivery, CancellationToken cancellation)
    {
        if (delivery is QueueDelivery queue) await queue.EndAsync(cancellation);
        await runs.EndAsync(replay.Id, fence, state, error, cancellation);
    }

    private async Task<ReplayDelivery> OpenAsync(Replay replay, CancellationToken cancellation) => replay.Target switch
    {
        { Type: ReplayTargetType.Queue } when settings.RabbitMq is null => throw new IOException("TERRITORY_RABBITMQ is not set any more"),
        { Type: ReplayTargetType.Queue, Queue: { } queue } => await QueueDelivery.OpenAsync(settings.RabbitMq!, replay.Id, queue, cancellation),
        { Type: ReplayTargetType.Webhook, Url: { } url } => new WebhookDelivery(webhooks, replay.Id, new Uri(url), Signature.Bytes((await runs.SecretAsync(replay.Id, cancellation))!)!),
        var other => throw new InvalidOperationException($"The replay {replay.Id} has the target {other}, which nobody runs."),
    };

    private static async Task<bool> TryGuardAsync(NpgsqlConnection connection, string id, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        take.Parameters.Add(new() { Value = "replay:" + id });
        return await take.ExecuteScalarAsync(cancellation) is true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replay {Id} failed at position {Position}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string id, long position, string reason);
}

/// <summary>At the start of a process, what another one left unfinished goes on.</summary>
internal sealed class ResumeReplays(ReplayRuns runs, IBackgroundJobClient jobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var replay in await runs.UnfinishedAsync(cancellationToken)) jobs.Enqueue<RunReplay>(job => job.RunAsync(replay.Id, CancellationToken.None));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
