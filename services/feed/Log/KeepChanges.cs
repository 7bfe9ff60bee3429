using System.Text.Json;
using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Feed.Log;

/// <summary>Takes changes from the bus.</summary>
internal sealed class KeepChangesConsumer(KeepTogether together) : IConsumer<ControlChanged>, IConsumer<ControlChangeCorrected>, IConsumer<ControlChangeRetracted>, IConsumer<SuccessionAnnounced>, IConsumer<SuccessionRetracted>
{
    public Task Consume(ConsumeContext<ControlChanged> context) => KeepAsync(context.Message.Theatre, context.Message.Position, context.Message.PreviousPosition, context.Message.Event, context.CancellationToken);

    public Task Consume(ConsumeContext<ControlChangeCorrected> context) => KeepAsync(context.Message.Theatre, context.Message.Position, context.Message.PreviousPosition, context.Message.Event, context.CancellationToken);

    public Task Consume(ConsumeContext<ControlChangeRetracted> context) => KeepAsync(context.Message.Theatre, context.Message.Position, context.Message.PreviousPosition, context.Message.Event, context.CancellationToken);

    public Task Consume(ConsumeContext<SuccessionAnnounced> context) => KeepAsync(context.Message.Theatre, context.Message.Position, context.Message.PreviousPosition, context.Message.Event, context.CancellationToken);

    public Task Consume(ConsumeContext<SuccessionRetracted> context) => KeepAsync(context.Message.Theatre, context.Message.Position, context.Message.PreviousPosition, context.Message.Event, context.CancellationToken);

    private Task KeepAsync(string theatre, long position, long previous, CloudEvent told, CancellationToken cancellation) =>
        together.KeepAsync(new(theatre, position, previous, JsonSerializer.SerializeToUtf8Bytes(told, ContractJson.Options)), cancellation);
}

internal sealed class KeepChangesConsumerDefinition : ConsumerDefinition<KeepChangesConsumer>
{
    public KeepChangesConsumerDefinition() => EndpointName = "feed-control-changes";

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<KeepChangesConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.Durable();
        // As many as are there: they are kept together, in the order of their positions.
        endpointConfigurator.PrefetchCount = KeepTogether.Most;
        endpointConfigurator.ConcurrentMessageLimit = KeepTogether.Most;
    }
}

/// <summary>Fetches from the ledger what the bus did not bring: on a hole, at start, and on a timer.</summary>
internal sealed partial class FillHoles(ChangeLog log, LedgerLog ledger, FeedStore store, TheatreRegister theatres, ILogger<FillHoles> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Reads on from the head until the ledger has no more.</summary>
    public async Task FillAsync(string theatre, CancellationToken cancellation)
    {
        for (var head = await log.HeadAsync(theatre, cancellation); ;)
        {
            var page = await ledger.ReadAsync(theatre, head, cancellation);
            if (page.Count == 0) return;
            var next = await log.KeepAsync(theatre, page, cancellation);
            if (next <= head) return;
            head = next;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(store.Database, "fill-holes", logger).RunAsync(RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken cancellation)
    {
        var told = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                foreach (var theatre in theatres.All) await FillAsync(theatre.Id, cancellation);
                told = false;
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                if (!told) LogAway(logger, away.Message);
                told = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.WhenAny(Task.Delay(Every, cancellation));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger does not answer ({Reason}); holes are filled as soon as it does")]
    private static partial void LogAway(ILogger logger, string reason);
}
