using System.Diagnostics;
using Npgsql;

namespace Territory.Bench.Rebuild;

/// <summary>A reader who asks the views about one area every two milliseconds, knows what must be answered, and notes how long each answer took.</summary>
internal sealed class Onlooker(string database, string theatre, string area)
{
    private const string Question = """
        select n.change_id || n.status || (select count(*) from ledger.timeline t where t.theatre = n.theatre and t.area = n.area and t.known_to = 9223372036854775807)
        from ledger.control_now n where n.theatre = $1 and n.area = $2
        """;

    public int Looks { get; private set; }
    public int Wrong { get; private set; }
    public double Longest { get; private set; }

    public async Task LookAsync(CancellationToken until)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var ask = new NpgsqlCommand(Question, connection) { Parameters = { new() { Value = theatre }, new() { Value = area } } };
        await ask.PrepareAsync(CancellationToken.None);
        var right = await ask.ExecuteScalarAsync(CancellationToken.None) as string ?? throw new InvalidOperationException("There is nothing to look at.");
        for (; !until.IsCancellationRequested; Looks++)
        {
            var since = Stopwatch.GetTimestamp();
            if (await ask.ExecuteScalarAsync(CancellationToken.None) as string != right) Wrong++;
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            await Task.Delay(2, CancellationToken.None);
        }
    }
}
