using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MassTransit;
using Npgsql;
using RabbitMQ.Client;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Services;

/// <summary>A ledger that gets messages it cannot take: what an operator sees of them, and can do.</summary>
public sealed class MessagesThatCannotBeTaken(PostgresPart postgres, RabbitMqPart rabbit)
{
    private const string Queue = "record-claims";
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task one_is_kept_and_sent_again_by_a_person()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var ledger = await ALedger.StartAsync(database);
        using var client = ledger.Client();
        await using var server = NpgsqlDataSource.Create(database);
        await BreakAsync(server);
        await SendAsync(ledger, "one");
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "waiting")).Length == 1, Eventually.Most);

        var letter = (await LettersAsync(client, "waiting"))[0];
        var id = letter.GetProperty("id").GetString()!;
        (letter.GetProperty("queue").GetString(), letter.GetProperty("messageType").GetString(), letter.GetProperty("failures").GetInt32()).ShouldBe((Queue, nameof(RecordClaims), 1));
        letter.GetProperty("error").GetString()!.ShouldContain("broken for a test");
        (await client.GetFromJsonAsync<JsonElement>($"/api/dead-letters/{id}", Never)).GetProperty("message").GetProperty("reportId").GetString().ShouldBe("report-one");

        await SendAsync(ledger, "one");
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "waiting"))[0].GetProperty("failures").GetInt32() == 2, Eventually.Most);
        (await LettersAsync(client, "waiting")).ShouldHaveSingleItem("the same message failing again is the same dead letter");

        await MendAsync(server);
        (await PostAsync(client, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => await IsAsync(client, id, "delivered"), Eventually.Most);
        (await ClaimsAsync(server)).ShouldBe(1);
        await Eventually.TrueAsync(async () => (await OneAsync(client, id)).GetProperty("actedBy").GetString() == "admin", Eventually.Most);
        (await PostAsync(client, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(client, $"/api/dead-letters/{id}/discard", new { reason = "Too late." })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task all_of_a_queue_are_sent_again_and_one_that_comes_by_itself_is_delivered_too()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var ledger = await ALedger.StartAsync(database);
        using var client = ledger.Client();
        await using var server = NpgsqlDataSource.Create(database);
        await BreakAsync(server);
        foreach (var claim in (string[])["one", "two", "three"]) await SendAsync(ledger, claim);
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "waiting")).Length == 3, Eventually.Most);
        await MendAsync(server);

        await SendAsync(ledger, "two");
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "delivered")).Length == 1, Eventually.Most);
        (await PostAsync(client, "/api/dead-letters/retry?queue=another", new { })).Body.GetProperty("retrying").GetInt32().ShouldBe(0);
        (await PostAsync(client, "/api/dead-letters/retry?queue=" + Queue, new { })).Body.GetProperty("retrying").GetInt32().ShouldBe(2);
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "delivered")).Length == 3, Eventually.Most);
        (await ClaimsAsync(server)).ShouldBe(3);

        var first = await client.GetFromJsonAsync<JsonElement>("/api/dead-letters?limit=2", Never);
        var rest = await client.GetFromJsonAsync<JsonElement>($"/api/dead-letters?limit=2&after={first.GetProperty("next").GetString()}", Never);
        (first.GetProperty("items").GetArrayLength(), rest.GetProperty("items").GetArrayLength(), rest.GetProperty("next").ValueKind).ShouldBe((2, 1, JsonValueKind.Null));
        (await client.GetAsync("/api/dead-letters?after=dlt_nowhere", Never)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task nonsense_is_kept_and_given_up_for_good()
    {
        var broker = await rabbit.AddressAsync();
        await using var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), null, ("RABBITMQ", broker.ToString()));
        using var client = ledger.Client();
        await using var connection = await BrokerConnection.To(broker, "test").CreateConnectionAsync(Never);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Never);
        await PublishAsync(channel, "no JSON");
        await PublishAsync(channel, """{ "messageType": ["urn:message:Elsewhere:Unheard"], "message": { "of": "another version" } }""");
        await Eventually.TrueAsync(async () => (await LettersAsync(client, "waiting")).Length == 2, Eventually.Most);
        var letters = await LettersAsync(client, "waiting");
        var unheard = letters.Single(l => l.GetProperty("messageType").GetString() == "Unheard");
        unheard.GetProperty("error").GetString()!.ShouldContain("different versions");
        var id = letters.Single(l => l.GetProperty("messageType").ValueKind == JsonValueKind.Null).GetProperty("id").GetString()!;
        (await client.GetFromJsonAsync<JsonElement>($"/api/dead-letters/{id}", Never)).GetProperty("text").GetString().ShouldBe("no JSON");

        (await PostAsync(client, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => (await OneAsync(client, id)).GetProperty("failures").GetInt32() == 2, Eventually.Most);
        (await PostAsync(client, $"/api/dead-letters/{id}/discard", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, $"/api/dead-letters/{id}/discard", new { reason = "Nobody of ours sent it." })).Body.GetProperty("state").GetString().ShouldBe("discarded");
        await PublishAsync(channel, "no JSON");
        await Eventually.TrueAsync(async () => (await OneAsync(client, id)).GetProperty("failures").GetInt32() == 3, Eventually.Most);
        var given = await OneAsync(client, id);
        (given.GetProperty("state").GetString(), given.GetProperty("reason").GetString()).ShouldBe(("discarded", "Nobody of ours sent it."));
        (await PostAsync(client, $"/api/dead-letters/{id}/discard", new { reason = "Again." })).Status.ShouldBe(HttpStatusCode.Conflict);

        await channel.QueueUnbindAsync(Queue, Queue, "", cancellationToken: Never);
        (await PostAsync(client, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Conflict, "nobody would get it");
        var all = await PostAsync(client, "/api/dead-letters/retry", new { });
        all.Status.ShouldBe(HttpStatusCode.Conflict, "the other one neither");
        all.Body.GetProperty("detail").GetString()!.ShouldContain("no queue record-claims");
        (await OneAsync(client, id)).GetProperty("reason").GetString().ShouldBe("Nobody of ours sent it.", "what could not be sent stays as it was");
        await channel.QueueBindAsync(Queue, Queue, "", cancellationToken: Never);
        (await PostAsync(client, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Accepted, "a discarded one can be sent again");
        await Eventually.TrueAsync(async () => (await OneAsync(client, id)).GetProperty("failures").GetInt32() == 4 && await IsAsync(client, id, "waiting"), Eventually.Most);
        (await PostAsync(client, "/api/dead-letters/dlt_none/discard", new { reason = "None." })).Status.ShouldBe(HttpStatusCode.NotFound);
        using var analyst = ledger.Client((await PostAsync(client, "/api/keys", new { name = "ann", roles = (string[])["analyst"] })).Body.GetProperty("key").GetString()!);
        (await PostAsync(analyst, $"/api/dead-letters/{id}/retry", new { })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await analyst.GetAsync("/api/dead-letters", Never)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await channel.MessageCountAsync(Queue, Never)).ShouldBe(0u);
    }

    /// <summary>Nothing is wrong with it: nobody has to look after it.</summary>
    [Fact]
    public async Task one_that_came_while_the_database_was_away_is_taken_when_it_is_back()
    {
        var (broker, database) = (await rabbit.AddressAsync(), await postgres.NewDatabaseAsync());
        await using var line = new TcpLine(new NpgsqlConnectionStringBuilder(database).Port);
        var over = new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = line.Port }.ConnectionString;
        await using var ledger = await ALedger.StartAsync(over, null, ("RABBITMQ", broker.ToString()));
        using var client = ledger.Client();
        await using var server = NpgsqlDataSource.Create(database);
        var failures = new Failures();
        ledger.Get<IBus>().ConnectReceiveObserver(failures);
        line.Cut();
        await SendAsync(ledger, "one");
        await failures.First.WaitAsync(Eventually.Most, TestContext.Current.CancellationToken);
        line.Mend();
        await Eventually.TrueAsync(async () => await ClaimsAsync(server) == 1, Eventually.Most);
        await Eventually.TrueAsync(async () => (await client.GetAsync("/api/dead-letters", Never)).IsSuccessStatusCode, Eventually.Most);
        (await LettersAsync(client, null)).ShouldBeEmpty();
    }

    private static async Task SendAsync(ALedger ledger, string name)
    {
        var day = new DateTimeOffset(2024, 12, 7, 0, 0, 0, TimeSpan.Zero);
        var claim = new Claim(name, "SY12", null, "OPP", ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force, new("2024-12-07", Precision.Day, day, day.AddDays(1), DateBasis.Text), day.AddHours(20),
            null, [], false, 0.9, "scenario", true, new('B', 2), new("A desk", "A desk", Registered: true, Restricted: false), "report-" + name, []);
        var queue = await ledger.Get<Outgoing>().Bus.GetSendEndpoint(new Uri("exchange:" + Queue));
        await queue.Send(new RecordClaims("syria", claim.ReportId, [claim]), Never);
    }

    private static async Task PublishAsync(IChannel channel, string body) =>
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes(body), Never);

    /// <summary>An error that no waiting mends.</summary>
    private static Task BreakAsync(NpgsqlDataSource server) => ExecuteAsync(server, """
        create function ledger.fail() returns trigger language plpgsql as $$ begin raise exception 'broken for a test'; end $$;
        create trigger failing before insert on ledger.mt_events for each row execute function ledger.fail();
        """);

    private static Task MendAsync(NpgsqlDataSource server) => ExecuteAsync(server, "drop trigger failing on ledger.mt_events");

    private static async Task ExecuteAsync(NpgsqlDataSource server, string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Never);
    }

    private static async Task<int> ClaimsAsync(NpgsqlDataSource server)
    {
        await using var count = server.CreateCommand("select count(*)::int from ledger.mt_events where type = 'claim_recorded.v1'");
        return (int)(await count.ExecuteScalarAsync(Never))!;
    }

    private static async Task<JsonElement[]> LettersAsync(HttpClient client, string? state) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/dead-letters" + (state is null ? "" : "?state=" + state), Never)).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> OneAsync(HttpClient client, string id) => (await client.GetFromJsonAsync<JsonElement>("/api/dead-letters/" + id, Never)).GetProperty("letter");

    private static async Task<bool> IsAsync(HttpClient client, string id, string state) => (await OneAsync(client, id)).GetProperty("state").GetString() == state;

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Never);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Never));
    }

    /// <summary>Hears when all attempts of a delivery have failed.</summary>
    private sealed class Failures : IReceiveObserver
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => first.Task;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class
        {
            first.TrySetResult();
            return Task.CompletedTask;
        }

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
