using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Shouldly;
using Territory.Hosting.Bus;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Services;

/// <summary>A connection that a real broker ends in the middle of what it sends.</summary>
public sealed class ABrokerThatDies(RabbitMqPart rabbit)
{
    // Sooner than missing heartbeats would tell of it.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task in_the_middle_of_a_message_is_noticed()
    {
        var broker = await rabbit.AddressAsync();
        await using var line = new TcpLine(broker.Port);
        await using var connection = await BrokerConnection.To(new UriBuilder(broker) { Port = line.Port }.Uri, "test").CreateConnectionAsync(TestContext.Current.CancellationToken);
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, reason) => { lost.TrySetResult(reason.ToString()); return Task.CompletedTask; };
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), TestContext.Current.CancellationToken);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken)).QueueName;
        await channel.BasicPublishAsync("", queue, new byte[100_000], TestContext.Current.CancellationToken);

        line.EndAfter(1000);
        await channel.BasicConsumeAsync(queue, autoAck: true, new AsyncEventingBasicConsumer(channel), TestContext.Current.CancellationToken);

        (await lost.Task.WaitAsync(Soon, TestContext.Current.CancellationToken)).ShouldContain("closed the connection");
    }
}
