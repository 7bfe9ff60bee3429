using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Territory.Contracts;
using Xunit;

namespace Territory.Scenarios.Installations;

/// <summary>A running Territory of real processes, however it is cut; a scenario sees its one address only.</summary>
public abstract class Installation : IAsyncLifetime
{
    public abstract Uri Address { get; }
    public abstract string Key { get; }

    /// <summary>AMQP address of its broker; null for the all-in-one.</summary>
    public virtual Uri? Broker => null;

    /// <summary>A client with a key; the admin's by default.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        return client;
    }

    /// <summary>kill -9 of everything of ours that handles reports, and a start from what is on disk.</summary>
    public abstract Task KillAndRestartAsync();

    /// <summary>The processes a stream of changes runs through.</summary>
    public abstract IReadOnlyList<string> OnAStreamsWay { get; }

    /// <summary>Ctrl-C for one of them; returns its exit code.</summary>
    public abstract Task<int> StopAsync(string process);

    /// <summary>Starts it again from what is on disk.</summary>
    public abstract Task StartAgainAsync(string process);

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    public async Task<JsonElement> GetAsync(string path, string? key = null)
    {
        using var client = Client(key);
        return await client.GetFromJsonAsync<JsonElement>(path, ContractJson.Options);
    }

    /// <summary>Makes a key with these roles.</summary>
    public async Task<string> KeyAsync(params IReadOnlyList<string> roles) => (await MakeKeyAsync(roles)).GetProperty("key").GetString()!;

    public async Task<JsonElement> MakeKeyAsync(params IReadOnlyList<string> roles)
    {
        using var client = Client();
        using var made = await client.PostAsJsonAsync("/api/keys", new { name = "scenario " + string.Join(' ', roles), roles });
        made.EnsureSuccessStatusCode();
        return await made.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>How many reports are stored.</summary>
    public async Task<int> CountReportsAsync()
    {
        var count = 0;
        for (var after = ""; ;)
        {
            var page = await GetAsync("/api/reports?limit=1000" + after);
            count += page.GetProperty("items").GetArrayLength();
            if (page.GetProperty("next").GetString() is not { } next) return count;
            after = "&after=" + next;
        }
    }

    /// <summary>Where the public log ends.</summary>
    public async Task<string> HeadAsync() =>
        (await GetAsync("/api/changes?order=desc&limit=1")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("position").GetString()!).FirstOrDefault() ?? "0";

    /// <summary>Sends a report and returns status and answer.</summary>
    public async Task<(int Status, JsonElement Answer)> ReportAsync(object report, string query = "", string? key = null)
    {
        using var client = Client(key);
        using var answer = await client.PostAsJsonAsync("/api/reports" + query, report, ContractJson.Options);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(ContractJson.Options));
    }
}
