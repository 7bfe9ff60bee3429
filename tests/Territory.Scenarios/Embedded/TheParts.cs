using System.Text;
using RabbitMQ.Client;
using Shouldly;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Embedded;

public sealed class TheParts(PostgresPart postgres, RabbitMqPart rabbit, ChromiumPart chromium)
{
    [Fact]
    public async Task every_database_is_a_fresh_one()
    {
        var first = await postgres.NewDatabaseAsync();
        await using (var source = Npgsql.NpgsqlDataSource.Create(first))
        await using (var create = source.CreateCommand("create table mark ()")) await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var other = Npgsql.NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await using var look = other.CreateCommand("select to_regclass('mark')::text");
        (await look.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(DBNull.Value);
    }

    [Theory]
    [InlineData("quorum")]
    [InlineData("stream")]
    public async Task the_broker_has_quorum_queues_and_streams(string type)
    {
        var factory = new ConnectionFactory { Uri = await rabbit.AddressAsync() };
        await using var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), TestContext.Current.CancellationToken);
        var queue = $"parts.{type}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type }, cancellationToken: TestContext.Current.CancellationToken);
        // Confirmed, or it throws.
        await channel.BasicPublishAsync("", queue, mandatory: true, Encoding.UTF8.GetBytes("hello"), TestContext.Current.CancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void there_is_a_browser() => File.Exists(chromium.Program).ShouldBeTrue();
}
