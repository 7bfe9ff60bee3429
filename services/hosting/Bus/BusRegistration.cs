using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Territory.Contracts;
using Territory.Hosting.Bus.DeadLetters;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Bus;

/// <summary>
/// The bus of a process, to which its services contribute consumers: in memory without TERRITORY_RABBITMQ, otherwise on quorum queues,
/// and beside it a second one to send by (<see cref="Outgoing"/>).
/// </summary>
internal static class BusRegistration
{
    public static void AddBus(this IServiceCollection services, TerritorySettings settings, IReadOnlyList<Action<IBusRegistrationConfigurator>> contributions)
    {
        services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddConfigureEndpointsCallback((provider, _, endpoint) => KeepWhatFails(endpoint, provider.GetRequiredService<KeepDeadLetters>()));
            foreach (var contribute in contributions) contribute(bus);
            if (settings.RabbitMq is not { } broker) bus.UsingInMemory(ConfigureInMemory);
            else bus.UsingRabbitMq((context, rabbit) => { Connect(rabbit, broker); ConfigureAll(rabbit); rabbit.ConfigureEndpoints(context); });
        });
        if (settings.RabbitMq is { } outgoing)
            services.AddMassTransit<ISendingBus>(bus => bus.UsingRabbitMq((_, rabbit) => { Connect(rabbit, outgoing); ConfigureAll(rabbit); }));
        services.AddSingleton(provider => new Outgoing(settings.RabbitMq is null ? provider.GetRequiredService<IBus>() : provider.GetRequiredService<ISendingBus>()));
        services.AddSingleton<DeadLetterRegister>().AddSingleton<WatchForDelivered>().AddSingleton<KeepDeadLetters>().AddSingleton<RetryDeadLetters>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchForDelivered>());
        services.AddConsumeObserver(provider => provider.GetRequiredService<WatchForDelivered>());
        // The library would tell its maker's server about every installation, from the server room of whoever runs this.
        services.PostConfigure<UsageTelemetryOptions>(telemetry => telemetry.Enabled = false);
        // A broker that is away at start must not keep the service from telling so: ready is 503 until it is there.
        services.AddOptions<MassTransitHostOptions>().Configure(options => { options.WaitUntilStarted = false; options.StopTimeout = TimeSpan.FromSeconds(5); });
    }

    private static void ConfigureInMemory(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator memory)
    {
        ConfigureAll(memory);
        memory.ConfigureEndpoints(context);
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(new UriBuilder(address) { UserName = "", Password = "" }.Uri, host =>
        {
            host.OnRefreshConnectionFactory = factory => { BrokerConnection.Settle(factory); return Task.CompletedTask; };
            if (user[0].Length == 0) return;
            host.Username(Uri.UnescapeDataString(user[0]));
            host.Password(Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""));
        });
    }

    private static void KeepWhatFails(IReceiveEndpointConfigurator endpoint, KeepDeadLetters keep)
    {
        // Nobody listens for them, and this connection sends nothing.
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(failed => failed.UseFilter(keep));
        endpoint.ConfigureDeadLetter(unknown => unknown.UseFilter(keep));
    }

    private static void ConfigureAll(IBusFactoryConfigurator bus)
    {
        bus.ConfigureJsonSerializerOptions(json => { ContractJson.Apply(json); return json; });
        bus.UseMessageRetry(retry => retry.Intervals(100, 500, 2000, 5000));
    }
}

/// <summary>A quorum queue on RabbitMQ: confirmed after fsync, still there after the broker died.</summary>
public static class DurableEndpoint
{
    public static void Durable(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.SetQuorumQueue();
    }
}
