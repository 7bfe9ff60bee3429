using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Territory.Client;

/// <summary>One event of a replay.</summary>
/// <param name="Position">Its position: where to go on after it.</param>
/// <param name="Json">The CloudEvent, as it came.</param>
public readonly record struct ReplayedLine(long Position, string Json);

/// <summary>A replay's file, line by line, over as many connections as it takes.</summary>
internal sealed class ReplayLines(Calls calls, TerritoryClientOptions options, string path)
{
    private readonly BackOff backOff = new(options);

    public async IAsyncEnumerable<ReplayedLine> ReadAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Exception? reason = null;
            await using (var attempt = ConnectAsync(after, cancellation).GetAsyncEnumerator(cancellation))
                while (true)
                {
                    try
                    {
                        if (!await attempt.MoveNextAsync()) yield break;
                    }
                    catch (Exception interruption) when (interruption is HttpRequestException or IOException || interruption is TerritoryException { IsTransient: true })
                    {
                        reason = interruption;
                        break;
                    }
                    backOff.Succeeded();
                    after = attempt.Current.Position;
                    yield return attempt.Current;
                }
            var delay = backOff.Next((reason as TerritoryException)?.RetryAfter);
            options.Interrupted?.Invoke(new Interruption(reason, backOff.Attempt, delay, after ?? 0));
            await Task.Delay(delay, options.Clock, cancellation);
        }
    }

    private async IAsyncEnumerable<ReplayedLine> ConnectAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await calls.OpenAsync(new Query(path).With("after", after), cancellation, "application/x-ndjson");
        await using var stream = new SilenceLimit(await response.Content.ReadAsStreamAsync(cancellation), options.SilenceLimit, options.Clock);
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 64 * 1024);
        while (await reader.ReadLineAsync(cancellation) is { } line)
            // An empty line shows that a slow replay lives.
            if (line.Length > 0) yield return new(PositionOf(line), line);
    }

    private static long PositionOf(string line)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
            while (reader.Read())
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("position"))
                {
                    reader.Read();
                    return long.Parse(reader.GetString()!, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
                }
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"The replay sent a line that is no event ({wrong.Message}).", wrong);
        }
        throw new InvalidDataException("The replay sent a line without a position.");
    }
}
