using Hangfire;
using Territory.Feed.Live;
using Territory.Feed.Webhooks;
using Territory.Hosting.Http;
using Territory.Hosting.Outbound;
using Territory.Hosting.Settings;
using Territory.Theatres;

namespace Territory.Feed.Replays;

/// <summary>Checks what is asked against the theatre, the log and the target, and starts it.</summary>
internal sealed partial class StartReplay(ReplayRuns runs, FeedHead head, RecordedPositions positions, TheatreRegister theatres, TerritorySettings settings, Dialer dialer, IBackgroundJobClient jobs, TimeProvider clock, ILogger<StartReplay> logger)
{
    private const int MostUnfinished = 100;

    public async Task<IResult> RunAsync(ReplayRequest asked, string by, CancellationToken cancellation)
    {
        if (theatres.Choose(asked.Theatre) is not { } theatre)
            return asked.Theatre is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.NotFound("theatre", FieldError.Shorten(asked.Theatre), theatres.Expected);
        var (filter, unknown) = asked.Filter.Resolve(theatre);
        if (filter is null) return unknown!;
        var (last, away) = await head.ReadAsync(theatre.Id, new[] { asked.UntilPosition, asked.AfterPosition, asked.KnownPosition }.Max() ?? 0, cancellation);
        if (away is not null) return away;
        var (stretch, wrong) = await asked.ResolveAsync(theatre, last, positions, clock.GetUtcNow(), cancellation);
        if (stretch is null) return wrong!;
        var total = await positions.CountAsync(theatre.Id, stretch.After, stretch.End, cancellation);
        if (total == 0) return Refusal.Meaning(new FieldError("stretch", $"after position {stretch.After} up to {stretch.End}", $"a stretch with at least one change in it; the log of {theatre.Id} ends at {last}"));
        if (await ReachableAsync(asked.Target, cancellation) is { } refused) return refused;
        if ((await runs.UnfinishedAsync(cancellation)).Count >= MostUnfinished) return Refusal.Conflict($"{MostUnfinished} replays are under way, and more would only slow them down. Wait for one to end, or cancel one: GET /api/replays lists them.");
        var secret = asked.Target.Type == ReplayTargetType.Webhook ? Signature.NewSecret() : null;
        var replay = await runs.AddAsync(theatre.Id, stretch, filter, asked.Target, asked.Speed, total, by, secret, cancellation);
        if (replay.Target.Type != ReplayTargetType.File) jobs.Enqueue<RunReplay>(job => job.RunAsync(replay.Id, CancellationToken.None));
        LogAsked(logger, by, replay.Id, stretch.After, stretch.End, total);
        return Results.Accepted($"/api/replays/{replay.Id}", ReplayShown.Of(replay, clock.GetUtcNow(), secret));
    }

    private async Task<IResult?> ReachableAsync(ReplayTarget target, CancellationToken cancellation)
    {
        if (target.Type == ReplayTargetType.Queue && settings.RabbitMq is null)
            return Refusal.Conflict("A replay to a queue needs RabbitMQ, and this installation has none: set TERRITORY_RABBITMQ, or choose the target 'file' or 'webhook'.", new FieldError("target.type", "queue", "file or webhook while TERRITORY_RABBITMQ is not set"));
        if (target.Url is not { } text) return null;
        if (OutboundAddress.Parse(text) is not { } url) return Refusal.BadRequest(new FieldError("target.url", FieldError.Shorten(text), OutboundAddress.Expected));
        return await dialer.WhyNotAsync(url, cancellation) is { } why ? Refusal.Meaning(new FieldError("target.url", FieldError.Shorten(text), $"an address that can be reached; {why}")) : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Person} asked for the replay {Id} of {Total} events after {After} up to {Until}")]
    private static partial void LogAsked(ILogger logger, string person, string id, long after, long until, long total);
}
