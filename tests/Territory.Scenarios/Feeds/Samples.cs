using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Scenarios.Feeds;

/// <summary>The C# examples of docs/subscribe.md, as they stand there: a test compares them.</summary>
internal static class Samples
{
    public static async Task SseAsync(string url, string key, string file, TextWriter output, CancellationToken cancellation)
    {
        using var client = TerritoryClient.Connect(new Uri(url), key);
        var cursor = new FileCursorStore(file);
        await foreach (var change in client.Changes(cursor, startAfter: 0, new ChangeFilter { Area = "SY12" }, cancellation))
            await output.WriteLineAsync($"{change.Position} {change.Data.Summary}");
    }

    public static async Task AmqpAsync(string broker, TextWriter output, CancellationToken cancellation)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.QueueDeclareAsync("desk.daraa.dotnet", true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellation);
        await channel.QueueBindAsync("desk.daraa.dotnet", "territory.control", "control.syria.SY12.#", cancellationToken: cancellation);
        await channel.BasicQosAsync(0, 50, false, cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var change = JsonSerializer.Deserialize<CloudEvent>(message.Body.Span, ContractJson.Options)!;
            await output.WriteLineAsync($"{change.Position} {change.Data.Summary}");
            await channel.BasicAckAsync(message.DeliveryTag, false);
        };
        await channel.BasicConsumeAsync("desk.daraa.dotnet", autoAck: false, consumer, cancellation);
        await Task.Delay(Timeout.Infinite, cancellation);
    }
}
