using Territory.AllInOne.Embedded;
using Territory.Client;
using Territory.Theatres;

namespace Territory.AllInOne;

/// <summary>
/// Reads the packs' invented reports one after the other, over the API as anybody would, and prints each change as the
/// feed tells it. Played once per data folder; a file marks the end.
/// </summary>
internal sealed class Demonstration(IServiceProvider services, Uri address, DataFolder folder)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);
    private long printed;
    private string Mark => Path.Combine(folder.Path, "demonstration-played");

    /// <summary>Whether neither the chronology nor the demonstration is wanted. A folder that begins empty is marked and stays so: its log is not poured into at a later start.</summary>
    public static bool LeavesEmpty(RunOptions options, DataFolder folder)
    {
        var mark = Path.Combine(folder.Path, "empty");
        if (options.Empty && !Directory.Exists(folder.Postgres) && !File.Exists(mark)) File.WriteAllText(mark, "Started with --empty: neither the chronology nor the demonstration belongs here. Without this file the next start without --empty brings both.\n");
        return options.Empty || File.Exists(mark);
    }

    public async Task PlayAsync(CancellationToken stopping)
    {
        if (File.Exists(Mark)) return;
        try
        {
            foreach (var theatre in services.GetRequiredService<TheatreRegister>().All) await PlayAsync(theatre, stopping);
            await File.WriteAllTextAsync(Mark, TimeProvider.System.GetUtcNow().ToString("u"), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped half-way: the next start plays the rest.
        }
    }

    private async Task PlayAsync(Theatre theatre, CancellationToken stopping)
    {
        if (theatre.Demonstration.Count == 0) return;
        Console.WriteLine($"Demonstration: {theatre.Demonstration.Count} invented reports about {theatre.Name}, marked as such everywhere.");
        using var client = TerritoryClient.Connect(address, (await File.ReadAllTextAsync(folder.KeyFile(), stopping)).Trim(), new() { Theatre = theatre.Id });
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var head = await client.HeadAsync(stopping);
        var printing = PrintAsync(client, head, listening.Token);
        foreach (var report in theatre.Demonstration)
        {
            var receipt = await client.SubmitReportAsync(new(report.Text, report.Source, report.PublishedAt) { Title = report.Title, Language = report.Language }, waitSeconds: 20, cancellation: stopping);
            if (!receipt.Duplicate) await Task.Delay(Apart, stopping);
        }
        var last = await client.HeadAsync(stopping);
        while (Volatile.Read(ref printed) < last) await Task.Delay(50, stopping);
        await listening.CancelAsync();
        await printing;
    }

    private async Task PrintAsync(TerritoryClient client, long after, CancellationToken cancellation)
    {
        Volatile.Write(ref printed, after);
        try
        {
            await foreach (var change in client.Changes(after, cancellation: cancellation))
            {
                Console.WriteLine(change.Data.Summary);
                Volatile.Write(ref printed, long.Parse(change.Position, System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Everything was told.
        }
    }
}
