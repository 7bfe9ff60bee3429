using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Territory.Feed.Amqp;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>What a publisher is told of its messages, by a real broker.</summary>
[Collection<OnTheBroker>]
public sealed class ConfirmingManyAtOnce(RabbitMqPart rabbitmq) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private readonly string queue = $"confirmed-{Guid.NewGuid():N}";
    private IConnection connection = null!;
    private ConfirmedChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        connection = await new ConnectionFactory { Uri = await rabbitmq.AddressAsync(), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        channel = await ConfirmedChannel.OpenAsync(connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task what_is_confirmed_is_in_the_queue_in_order()
    {
        await DeclareAsync();
        var asked = new List<Task>();
        for (var number = 1; number <= 3000; number++)
        {
            await PublishAsync(number);
            if (number % 500 == 0) asked.Add(channel.ConfirmedAsync());
        }
        await Task.WhenAll(asked).WaitAsync(Soon);
        (await channel.Channel.MessageCountAsync(queue)).ShouldBe(3000u);
        for (var number = 1; number <= 3000; number++) Encoding.UTF8.GetString((await channel.Channel.BasicGetAsync(queue, autoAck: true))!.Body.Span).ShouldBe($"{number}");
        await channel.ConfirmedAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task a_message_that_comes_back_fails_what_follows_it_too()
    {
        await DeclareAsync();
        await PublishAsync(1);
        await channel.ConfirmedAsync().WaitAsync(Soon);
        await channel.Channel.QueueDeleteAsync(queue);
        await PublishAsync(2);
        await Should.ThrowAsync<IOException>(() => channel.ConfirmedAsync().WaitAsync(Soon));
        await DeclareAsync();
        await PublishAsync(3);
        (await Should.ThrowAsync<IOException>(() => channel.ConfirmedAsync().WaitAsync(Soon))).Message.ShouldContain("NO_ROUTE");
    }

    [Fact]
    public async Task a_message_the_broker_refuses_is_not_confirmed()
    {
        await DeclareAsync(new() { ["x-max-length"] = 5, ["x-overflow"] = "reject-publish" });
        for (var number = 1; number <= 100; number++) await PublishAsync(number);
        await Should.ThrowAsync<PublishException>(() => channel.ConfirmedAsync().WaitAsync(Soon));
    }

    [Fact]
    public async Task a_connection_that_ends_is_told_to_whoever_waits()
    {
        await DeclareAsync();
        for (var number = 1; number <= 100; number++) await PublishAsync(number);
        await channel.ConfirmedAsync().WaitAsync(Soon);
        await connection.CloseAsync();
        await Should.ThrowAsync<AlreadyClosedException>(() => channel.ConfirmedAsync().WaitAsync(Soon));
        await Should.ThrowAsync<AlreadyClosedException>(() => PublishAsync(101));
    }

    private Task<QueueDeclareOk> DeclareAsync(Dictionary<string, object?>? arguments = null) => channel.Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);

    private Task PublishAsync(int number) => channel.PublishAsync("", queue, new() { Persistent = true }, Encoding.UTF8.GetBytes($"{number}"), CancellationToken.None).AsTask();
}
