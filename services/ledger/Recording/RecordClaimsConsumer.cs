using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;

namespace Territory.Ledger.Recording;

/// <summary>
/// Records a report's claims, together with those of other messages that wait, and returns once they are committed. It
/// publishes nothing of what was recorded: the relay does, from the log.
/// </summary>
internal sealed partial class RecordClaimsConsumer(ClaimBatches batches, Outgoing outgoing, ILogger<RecordClaimsConsumer> logger) : IConsumer<RecordClaims>
{
    // Whoever was not answered asks again; an answer that never ends would hold up the endpoint's way back to a broker that died.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    public async Task Consume(ConsumeContext<RecordClaims> context)
    {
        var answers = await batches.RecordAsync(context.Message, context.CancellationToken);
        if (answers.Count == 0) return;
        try
        {
            await Patience.SentAsync(ended => outgoing.Bus.Publish(new ClaimsRecorded(context.Message.Theatre, context.Message.ReportId, answers), ended), AnswersWithin, context.CancellationToken);
        }
        catch (Exception unanswered) when (!context.CancellationToken.IsCancellationRequested)
        {
            LogUnanswered(logger, unanswered, context.Message.ReportId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to report {Report} was given up; intake asks again")]
    private static partial void LogUnanswered(ILogger logger, Exception unanswered, string report);
}

internal sealed class RecordClaimsConsumerDefinition : ConsumerDefinition<RecordClaimsConsumer>
{
    /// <summary>As many messages as may wait for the next transaction.</summary>
    private const int Waiting = 256;

    public RecordClaimsConsumerDefinition() => (EndpointName, ConcurrentMessageLimit) = ("record-claims", Waiting);

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordClaimsConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = Waiting;
        endpointConfigurator.Durable();
    }
}
