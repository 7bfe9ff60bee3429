using System.Collections.Concurrent;
using MassTransit;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Scenarios.Writers;

/// <summary>
/// Writers that all speak of one area, each a source of its own: it sends a claim over the bus, waits for the ledger's
/// word that it is recorded, sends it again when none comes, and only then goes on to its next. Every fifth is sent twice.
/// </summary>
internal sealed class WritersOfOneArea : IAsyncDisposable
{
    private readonly Theatre theatre = TheatrePacks.LoadAll()[0];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();
    private readonly IBusControl bus;

    public WritersOfOneArea(Uri broker) => bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        var user = broker.UserInfo.Split(':', 2);
        rabbit.Host(new UriBuilder(broker) { UserName = "", Password = "" }.Uri, host => { host.Username(user[0]); host.Password(user[1]); });
        rabbit.ConfigureJsonSerializerOptions(json => { ContractJson.Apply(json); return json; });
        rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint => endpoint.Handler<ClaimsRecorded>(context => { Hear(context.Message); return Task.CompletedTask; }));
    });

    /// <summary>Ids of the claims the ledger acknowledged, by writer, in the order they were sent.</summary>
    public ConcurrentDictionary<int, List<string>> Acknowledged { get; } = new();

    public string Area => theatre.Areas[0].Code;

    /// <summary>So many writers for so long; each ends with an acknowledged claim.</summary>
    public async Task RunAsync(int writers, TimeSpan time)
    {
        await bus.StartAsync();
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteAsync(writer, end.Token)));
    }

    private async Task WriteAsync(int writer, CancellationToken end)
    {
        var (ledger, said) = (await bus.GetSendEndpoint(new Uri("exchange:record-claims")), Acknowledged[writer] = []);
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var claim = Invent(writer, number);
            var heard = waiting[claim.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (number % 5 == 0) await ledger.Send(new RecordClaims(theatre.Id, claim.ReportId, [claim]), CancellationToken.None);
            do await ledger.Send(new RecordClaims(theatre.Id, claim.ReportId, [claim]), CancellationToken.None);
            while (!await WithinASecondAsync(heard.Task));
            waiting.TryRemove(claim.Id, out _);
            said.Add(claim.Id);
        }
    }

    private static async Task<bool> WithinASecondAsync(Task heard)
    {
        await Task.WhenAny(heard, Task.Delay(TimeSpan.FromSeconds(1)));
        return heard.IsCompleted;
    }

    private void Hear(ClaimsRecorded recorded)
    {
        foreach (var claim in recorded.Claims)
            if (waiting.TryGetValue(claim.ClaimId, out var waits)) waits.TrySetResult();
    }

    private Claim Invent(int writer, int number)
    {
        var (day, source, to) = (new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays((writer * 97 + number * 13) % 2000), $"Writer {writer}", theatre.Actors[number % 3].Code);
        return new($"w{writer}-{number}", Area, null, to, ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force,
            new(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Precision.Day, day, day.AddDays(1), DateBasis.Text), day.AddHours(20), null, [], false, 0.9, "scenario", true,
            new('B', 2), new(source, source, Registered: true, Restricted: false), $"report-{writer}-{number}", []);
    }

    public async ValueTask DisposeAsync() => await bus.StopAsync(TimeSpan.FromSeconds(5));
}
