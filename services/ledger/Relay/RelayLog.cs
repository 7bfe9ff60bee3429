using System.Text.Json;
using JasperFx.Events;
using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Changes;

namespace Territory.Ledger.Relay;

/// <summary>
/// Publishes what the log says, in order of position and at least once: changes as they stand in the public log, answers
/// to claims for intake. The message id is the event's id, so that receivers recognise a repetition.
/// </summary>
internal sealed class RelayLog(IBus bus, LedgerStore store) : ILogHandler
{
    public const string Name = "relay";

    public async Task HandleAsync(IReadOnlyList<IEvent> page, CancellationToken cancellation)
    {
        var told = await ReadPublicAsync(page[0].Sequence, page[^1].Sequence, cancellation);
        // Sent together: each publish waits for the broker's confirm, and the feed puts them in order by position.
        await Task.WhenAll(page.Select(e => RelayAsync(e, told.GetValueOrDefault(e.Sequence), cancellation)));
    }

    private Task RelayAsync(IEvent e, PublicRow? told, CancellationToken cancellation)
    {
        Task Publish<T>(T message) where T : class => bus.Publish(message, context => context.MessageId = e.Id, cancellation);
        return e.Data switch
        {
            ClaimRecorded recorded => Publish(new ClaimsRecorded(recorded.Theatre, recorded.Claim.ReportId, [new(recorded.Claim.Id, recorded.Decision, e.Sequence)])),
            ClaimReassessed again => Publish(new ClaimsRecorded(again.Theatre, again.ReportId, [new(again.ClaimId, again.Decision, e.Sequence)])),
            ChangeDecided => Publish(new ControlChanged(told!.Theatre, e.Sequence, told.Previous, told.Event)),
            ChangeCorrected => Publish(new ControlChangeCorrected(told!.Theatre, e.Sequence, told.Previous, told.Event)),
            ChangeRetracted => Publish(new ControlChangeRetracted(told!.Theatre, e.Sequence, told.Previous, told.Event)),
            ActorSucceeded => Publish(new SuccessionAnnounced(told!.Theatre, e.Sequence, told.Previous, told.Event)),
            _ => Task.CompletedTask,
        };
    }

    private async Task<IReadOnlyDictionary<long, PublicRow>> ReadPublicAsync(long first, long last, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select theatre, position, previous, event from {PublicLog.Table} where position between $1 and $2");
        read.Parameters.Add(new() { Value = first });
        read.Parameters.Add(new() { Value = last });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<long, PublicRow>();
        while (await row.ReadAsync(cancellation))
            rows[row.GetInt64(1)] = new(row.GetString(0), row.GetInt64(2), JsonSerializer.Deserialize<CloudEvent>(row.GetString(3), ContractJson.Options)!);
        return rows;
    }

    private sealed record PublicRow(string Theatre, long Previous, CloudEvent Event);
}
