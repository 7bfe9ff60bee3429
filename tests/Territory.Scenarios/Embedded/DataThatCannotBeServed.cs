using System.Net.Http.Json;
using Npgsql;
using Shouldly;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Embedded;

/// <summary>A new version has to rebuild a view, and an event of the log cannot be read.</summary>
public sealed class DataThatCannotBeServed : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Fact]
    public async Task ends_the_start_in_a_sentence_and_the_server_in_order()
    {
        await using (var host = await AllInOneProcess.StartReadyAsync(folder.Path))
        {
            await DecideAsync(await host.ReadyAsync());
            await ChangeAsync("update ledger.mt_events set type = 'nonsense.v9' where stream_id like 'area/%'; update ledger.views set version = version - 1 where name = 'claims'");
        }
        await using var next = AllInOneProcess.Start(folder.Path);
        (await next.EndedAsync()).ShouldBe(2, next.Said);
        next.Said.ShouldContain("The view claims has to be rebuilt");
        next.Said.ShouldContain("type nonsense.v9) is of a type this version does not know");
        next.Said.ShouldNotContain("Unhandled exception");
        next.Said.ShouldNotContain("   at Territory.");
        File.ReadAllText(Path.Combine(folder.Path, "postgres", "postgres.log")).ShouldEndWith("database system is shut down\n");
    }

    private async Task DecideAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder.Path, "key"))).Trim()) } };
        using var decided = await client.PostAsJsonAsync("/api/changes", new { area = "SY12", to = "OPP", status = "controlled", extent = "whole", effectiveAt = "2024-12-08", note = "by a person" });
        decided.IsSuccessStatusCode.ShouldBeTrue(await decided.Content.ReadAsStringAsync());
    }

    private async Task ChangeAsync(string sql)
    {
        var record = ServerRecord.Read(Path.Combine(folder.Path, "postgres"))!;
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={record.Port};Username=territory;Password={record.Password};Database=territory;Pooling=false");
        await using var change = database.CreateCommand(sql);
        await change.ExecuteNonQueryAsync();
    }

    public void Dispose() => folder.Dispose();
}
