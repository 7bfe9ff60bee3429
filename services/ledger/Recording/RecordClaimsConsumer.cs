using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;

namespace Territory.Ledger.Recording;

/// <summary>
/// Records a report's claims, together with those of other messages that wait, and returns once they are committed. It
/// publishes nothing of what was recorded: the relay does, from the log.
/// </summary>
internal sealed class RecordClaimsConsumer(ClaimBatches batches) : IConsumer<RecordClaims>
{
    public async Task Consume(ConsumeContext<RecordClaims> context)
    {
        var answers = await batches.RecordAsync(context.Message, context.CancellationToken);
        if (answers.Count > 0) await context.Publish(new ClaimsRecorded(context.Message.Theatre, context.Message.ReportId, answers));
    }
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
