using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Intake.Reports;

namespace Territory.Intake.Relay;

/// <summary>Notes what the ledger said of a report's claims. Repetitions change nothing.</summary>
internal sealed class ClaimsRecordedConsumer(ReportDoor reports) : IConsumer<ClaimsRecorded>
{
    public Task Consume(ConsumeContext<ClaimsRecorded> context) => reports.DecideAsync(
        context.Message.ReportId,
        state => [.. context.Message.Claims.SelectMany(answer => NoteAnswer.Decide(state, answer))],
        context.CancellationToken);
}

internal sealed class ClaimsRecordedConsumerDefinition : ConsumerDefinition<ClaimsRecordedConsumer>
{
    public ClaimsRecordedConsumerDefinition() => EndpointName = "intake-claims-recorded";

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ClaimsRecordedConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Durable();
}
