using System.Text.Json;
using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Changes;

namespace Territory.Ledger.Relay;

/// <summary>
/// Publishes what the log says, in order of position and at least once: changes as they stand in the public log, answers
/// to claims for intake. The message id is the event's id, so that receivers recognise a repetition.
/// </summary>
internal sealed class RelayLog(Outgoing outgoing, LedgerStore store) : ILogHandler
{
    public const string Name = "relay";

    /// <summary>What it tells of a change stands in the public log.</summary>
    public IReadOnlyCollection<Type> LooksInto { get; } = [typeof(ClaimRecorded), typeof(ClaimReassessed)];

    public IReadOnlyList<InShort> InShort => AnswerInShort.Readings;

    /// <summary>The feed puts in order what overtakes, and intake takes an answer to a claim by its position; to wait for the broker's confirms before the next page would double the way.</summary>
    public int PagesAtOnce => 3;

    public async Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
    {
        var told = await ReadPublicAsync(page, cancellation);
        // Sent together: each publish waits for the broker's confirm, and the feed puts them in order by position.
        await Patience.SentAsync(
            ended => Task.WhenAll([.. page.Select(e => RelayAsync(e, told.GetValueOrDefault(e.Position), ended)), .. Answers(page).Select(a => PublishAsync(a.Message, a.Id, ended))]),
            Patience.OfTheBus, cancellation);
    }

    private Task PublishAsync<T>(T message, Guid id, CancellationToken cancellation) where T : class => outgoing.Bus.Publish(message, context => context.MessageId = id, cancellation);

    /// <summary>What the public is not told has no row.</summary>
    private Task RelayAsync(StoredEvent e, PublicRow? told, CancellationToken cancellation) => told?.Event.Type switch
    {
        null => Task.CompletedTask,
        EventTypes.Changed => PublishAsync(new ControlChanged(told.Theatre, e.Position, told.Previous, told.Event), e.Id, cancellation),
        EventTypes.Corrected => PublishAsync(new ControlChangeCorrected(told.Theatre, e.Position, told.Previous, told.Event), e.Id, cancellation),
        EventTypes.Retracted => PublishAsync(new ControlChangeRetracted(told.Theatre, e.Position, told.Previous, told.Event), e.Id, cancellation),
        EventTypes.Succeeded => PublishAsync(new SuccessionAnnounced(told.Theatre, e.Position, told.Previous, told.Event), e.Id, cancellation),
        EventTypes.SuccessionRetracted => PublishAsync(new SuccessionRetracted(told.Theatre, e.Position, told.Previous, told.Event), e.Id, cancellation),
        var other => throw new InvalidOperationException($"Position {e.Position} of the public log is of the type {other}, for which there is no message; run a version that knows it."),
    };

    /// <summary>The page's answers about one report are one message; of a claim answered more than once, the last.</summary>
    private IEnumerable<(ClaimsRecorded Message, Guid Id)> Answers(IReadOnlyList<StoredEvent> page) =>
        from e in page
        where e.Kind == typeof(AnswerInShort) || LooksInto.Contains(e.Kind)
        let answer = e.Data as AnswerInShort ?? throw new InvalidOperationException($"The {e.Kind.Name} at position {e.Position} was not read in short; nobody would hear its answer.")
        group (Claim: new RecordedClaim(answer.ClaimId, answer.Decision, e.Position), e.Id) by (Theatre: StreamName.TheatreOf(e.Stream)!, answer.ReportId) into report
        select (new ClaimsRecorded(report.Key.Theatre, report.Key.ReportId, [.. report.GroupBy(r => r.Claim.ClaimId).Select(claim => claim.Last().Claim)]), report.Last().Id);

    private async Task<IReadOnlyDictionary<long, PublicRow>> ReadPublicAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
    {
        // By theatre, as the log is kept: a look by position alone goes through the whole of it.
        await using var read = store.Database.Pool.CreateCommand($"select theatre, position, previous, event from {PublicLog.Table} where theatre = any ($1) and position between $2 and $3");
        foreach (var value in new object[] { page.Select(e => StreamName.TheatreOf(e.Stream)).OfType<string>().Distinct().ToArray(), page[0].Position, page[^1].Position }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<long, PublicRow>();
        while (await row.ReadAsync(cancellation))
            rows[row.GetInt64(1)] = new(row.GetString(0), row.GetInt64(2), JsonSerializer.Deserialize<CloudEvent>(row.GetFieldValue<byte[]>(3), ContractJson.Options)!);
        return rows;
    }

    private sealed record PublicRow(string Theatre, long Previous, CloudEvent Event);
}
