using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Backups;

/// <summary>What an all-in-one recorded, copied out of its own database and put into another one.</summary>
public sealed class MovingToSplitServices(PostgresPart postgres) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = Eventually.Most;
    private const string History = "area,effective_at,status,to,extent,grade\nSY12,2018-07-31,controlled,GOV_ASSAD,whole,C2\nSY12,2024-12-07,controlled,OPP,whole,B2\nSY01,2024-12-08,controlled,OPP,whole,B2\n";
    private readonly ScratchFolder folder = new();
    private string target = "";

    [Fact]
    public async Task the_split_ledger_gives_the_same_answers_and_checksums()
    {
        var backup = InFolder("all.territory");
        string question, before, changes;
        await using (var source = await AllInOneProcess.StartReadyAsync(InFolder("source")))
        {
            using var client = Client(await source.ReadyAsync(), File.ReadAllText(InFolder("source/key")).Trim());
            await RecordAsync(client);
            var position = (await client.GetFromJsonAsync<JsonElement>("/api/control")).GetProperty("position").GetString();
            question = $"/api/control?at=2024-12-08&known={position}";
            (before, changes) = (await client.GetStringAsync(question), await client.GetStringAsync("/api/changes"));
            await Eventually.TrueAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/api/verify")).GetProperty("sealedTo").GetString() == position, Patience);
            (await TerritoryAsync(["backup", backup, "--data", InFolder("source")])).ShouldBe(0);
            (File.GetUnixFileMode(backup) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
            (await TerritoryAsync(["backup", backup, "--data", InFolder("source")])).ShouldBe(1, "a backup is never written over");
        }
        await MakeTargetAsync();
        (await TerritoryAsync(["restore", Broken(backup)], target)).ShouldBe(1, "one byte is another");
        (await TerritoryAsync(["restore", backup], target)).ShouldBe(0);
        (await TerritoryAsync(["restore", backup], target)).ShouldBe(1, "the database is not empty any more");
        (await TerritoryAsync(["restore", backup, "--force"], target)).ShouldBe(0);

        await using var ledger = await LedgerAsync();
        using var asked = Client(ledger.Address, AdminKey);
        (await asked.GetStringAsync(question)).ShouldBe(before);
        (await asked.GetStringAsync("/api/changes")).ShouldBe(changes);
        JsonDocument.Parse(before).RootElement.GetProperty("checksum").GetString().ShouldNotBeNullOrEmpty();
        (await TerritoryAsync(["restore", backup], target)).ShouldBe(1, "a ledger runs on it");
        await ProvenAsync(asked);
        // And the log goes on where it ended.
        await ImportAsync(asked, "area,effective_at,status,to,extent\nSY04,2024-12-08,controlled,OPP,whole\n");
        (await asked.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("items").GetArrayLength().ShouldBe(4);
    }

    // As it is built by itself: beside web projects it lacks what they find in their framework.
    private static readonly string CommandLine = Path.GetFullPath($"../cli/bin/{Path.GetRelativePath(Path.Combine(Path.GetDirectoryName(AllInOneProcess.Project)!, "bin"), Path.GetDirectoryName(AllInOneProcess.Assembly)!)}/territory", Path.GetDirectoryName(AllInOneProcess.Project)!);

    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";

    /// <summary>Seals and checkpoints came along, and hold under another key.</summary>
    private static async Task ProvenAsync(HttpClient client)
    {
        (await client.GetFromJsonAsync<JsonElement>("/api/verify/checkpoints")).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
        (await client.GetFromJsonAsync<JsonElement>("/api/verify/key")).GetProperty("keys").GetArrayLength().ShouldBe(2);
        using var started = await client.PostAsJsonAsync("/api/verify", new { reason = "after a restore" });
        var (id, run) = ((await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString(), default(JsonElement));
        await Eventually.TrueAsync(async () => (run = await client.GetFromJsonAsync<JsonElement>("/api/checks/" + id)).GetProperty("state").GetString() == "done", Patience);
        run.GetProperty("findings").GetInt64().ShouldBe(0, run.ToString());
    }

    private static async Task RecordAsync(HttpClient client)
    {
        await ImportAsync(client, History);
        using var report = await client.PostAsJsonAsync("/api/reports", new { text = "Nothing happened.", source = "Desk", publishedAt = "2024-12-05" });
        report.EnsureSuccessStatusCode();
    }

    private static async Task ImportAsync(HttpClient client, string file)
    {
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync("/api/imports?as=decisions", content);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await Eventually.TrueAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/api/imports/" + id)).GetProperty("state").GetString() == "done", Patience);
    }

    /// <summary>Services that ran once have made their tables.</summary>
    private async Task MakeTargetAsync()
    {
        target = await postgres.NewDatabaseAsync();
        await using var once = await AllInOneProcess.StartReadyAsync(InFolder("once"), environment: new Dictionary<string, string> { ["TERRITORY_POSTGRES"] = target });
    }

    private string Broken(string backup)
    {
        var bytes = File.ReadAllBytes(backup);
        bytes[bytes.Length / 3] ^= 0x10;
        File.WriteAllBytes(InFolder("broken.territory"), bytes);
        return InFolder("broken.territory");
    }

    private static async Task<int> TerritoryAsync(IReadOnlyList<string> arguments, string? database = null)
    {
        await using var command = ServiceProcess.Start(CommandLine, arguments, database is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["TERRITORY_POSTGRES"] = database });
        var code = await command.EndedAsync();
        TestContext.Current.SendDiagnosticMessage($"territory {string.Join(' ', arguments)} ended with {code}:\n{command.Output}");
        return code;
    }

    private async Task<RunningLedger> LedgerAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        File.WriteAllText(InFolder("ledger-key"), AdminKey);
        var process = ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = target,
            ["TERRITORY_KEY_FILE"] = InFolder("ledger-key"),
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
        });
        await process.UntilReadyAsync(address, Patience);
        return new(process, address);
    }

    private static HttpClient Client(Uri address, string key) => new() { BaseAddress = address, Timeout = Patience, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private string InFolder(string name) => Path.Combine(folder.Path, name);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed record RunningLedger(ServiceProcess Process, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
