using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Ledger;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Imports;

/// <summary>A database that says of one table that its disk is full, as PostgreSQL says it, until there is room again.</summary>
public sealed class ImportingOntoAFullDisk(PostgresPart postgres) : IAsyncLifetime
{
    private const string File = "area,effective_at,status,to,extent\nSY12,2024-12-07,controlled,OPP,whole\nSY01,2024-12-08,controlled,OPP,whole\n";
    private static readonly TimeSpan Patience = Eventually.Most;
    private ALedger ledger = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        client = ledger.Client();
        await ExecuteAsync("create function ledger.full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$");
    }

    [Fact]
    public async Task a_file_that_cannot_be_staged_is_refused_whole()
    {
        await FillAsync("import_rows");
        using var refused = await SendAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("Make room");
        (await client.GetFromJsonAsync<JsonElement>("/api/imports")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await EmptyAsync("import_rows");
        using var accepted = await SendAsync();
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task an_import_goes_on_once_there_is_room()
    {
        await FillAsync("standings");
        using var accepted = await SendAsync();
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var stuck = await UntilAsync(id, run => run.GetProperty("error").ValueKind == JsonValueKind.String);
        stuck.GetProperty("error").GetString()!.ShouldContain("Make room");
        stuck.GetProperty("done").GetInt64().ShouldBe(0);
        (await ChangesAsync()).ShouldBe(0);
        await EmptyAsync("standings");
        var done = await UntilAsync(id, run => run.GetProperty("endedAt").ValueKind == JsonValueKind.String);
        (done.GetProperty("state").GetString(), done.GetProperty("done").GetInt64()).ShouldBe(("done", 2));
        (await ChangesAsync()).ShouldBe(2);
    }

    private Task FillAsync(string table) => ExecuteAsync($"create trigger full_disk before insert on ledger.{table} for each row execute function ledger.full_disk()");

    private Task EmptyAsync(string table) => ExecuteAsync($"drop trigger full_disk on ledger.{table}");

    private async Task<HttpResponseMessage> SendAsync()
    {
        using var file = new StringContent(File, Encoding.UTF8, "text/csv");
        return await client.PostAsync("/api/imports?as=decisions", file);
    }

    private async Task<int> ChangesAsync() => (await client.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").GetArrayLength();

    private async Task<JsonElement> UntilAsync(string? id, Func<JsonElement, bool> so)
    {
        var run = default(JsonElement);
        await Eventually.TrueAsync(async () => so(run = await client.GetFromJsonAsync<JsonElement>("/api/imports/" + id)), Patience);
        return run;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = ledger.Get<LedgerStore>().Database.Pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await ledger.DisposeAsync();
    }
}
