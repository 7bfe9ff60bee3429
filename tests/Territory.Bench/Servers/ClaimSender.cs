using MassTransit;
using Territory.Contracts;

namespace Territory.Bench.Servers;

/// <summary>Sends claims as intake does, over a bus of its own, with confirms in flight.</summary>
internal sealed class ClaimSender : IAsyncDisposable
{
    private const int InFlight = 64;
    private readonly IBusControl bus;
    private readonly Uri exchange;

    private ClaimSender(IBusControl bus, Uri exchange) => (this.bus, this.exchange) = (bus, exchange);

    public static async Task<ClaimSender> StartAsync(Uri broker, string exchange = "record-claims")
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => Plain(rabbit, broker));
        await bus.StartAsync();
        return new(bus, new Uri("exchange:" + exchange));
    }

    /// <summary>Address, user and the contracts' JSON: what every bus here needs.</summary>
    public static void Plain(IRabbitMqBusFactoryConfigurator rabbit, Uri broker)
    {
        var user = broker.UserInfo.Split(':', 2);
        rabbit.Host(new UriBuilder(broker) { UserName = "", Password = "" }.Uri, host => { host.Username(user[0]); host.Password(user[1]); });
        rabbit.ConfigureJsonSerializerOptions(json => { ContractJson.Apply(json); return json; });
    }

    public async Task SendAsync(IEnumerable<RecordClaims> messages)
    {
        var endpoint = await bus.GetSendEndpoint(exchange);
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (message, cancellation) => await endpoint.Send(message, cancellation));
    }

    public async ValueTask DisposeAsync() => await bus.StopAsync(TimeSpan.FromSeconds(5));
}
