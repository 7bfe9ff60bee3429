using System.Text;
using System.Text.Json;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>
/// A replay into a file. The first run writes the replay's id into its lines; a file that was left unfinished is gone on with
/// from its last whole line, by the same replay, so that it ends as if nothing had happened.
/// </summary>
internal static class ReplayToFile
{
    public static async Task<ExitCode> RunAsync(Session session, ReplayToStart asked, string file, CancellationToken cancellation)
    {
        if (file == ReportText.StandardInput) return await ToOutputAsync(session, asked, cancellation);
        var (replayId, after, whole) = LastLine(file);
        var replay = replayId is null ? await session.Client.StartReplayAsync(asked, cancellation) : await session.Client.ReplayAsync(replayId, cancellation);
        if (replayId is not null) session.Output.Note($"'{file}' holds the replay {replayId} up to position {after}; going on after it.");
        var lines = 0L;
        await using (var stream = Open(file))
        {
            stream.SetLength(whole);
            stream.Seek(0, SeekOrigin.End);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false));
            await foreach (var line in session.Client.FetchReplayAsync(replay.Id, after, cancellation))
            {
                await writer.WriteAsync(line.Json.AsMemory(), cancellation);
                await writer.WriteAsync('\n');
                lines++;
            }
        }
        replay = await session.Client.ReplayAsync(replay.Id, cancellation);
        if (session.Output.IsJson) session.Output.Json(replay);
        else session.Output.Line($"{replay.Id}  {ReplayCommand.Count(lines)} changes written to {file}");
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ToOutputAsync(Session session, ReplayToStart asked, CancellationToken cancellation)
    {
        var replay = await session.Client.StartReplayAsync(asked, cancellation);
        await foreach (var line in session.Client.FetchReplayAsync(replay.Id, null, cancellation))
        {
            session.Output.Line(line.Json);
            if (asked.Speed > 0) session.Output.Flush();
        }
        return ExitCode.Ok;
    }

    /// <summary>The replay a file holds, up to which position, and how long it is with whole lines only. A file of something else is left alone.</summary>
    internal static (string? ReplayId, long? After, long Whole) LastLine(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length == 0) return (null, null, 0);
        using var stream = File.OpenRead(file);
        // No event is as long as this.
        var tail = new byte[(int)Math.Min(stream.Length, 1024 * 1024)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var end = Array.LastIndexOf(tail, (byte)'\n');
        if (end < 0 && tail.Length == stream.Length) end = -1;
        var begin = end <= 0 ? -1 : Array.LastIndexOf(tail, (byte)'\n', end - 1);
        try
        {
            var last = end < 0 ? null : JsonSerializer.Deserialize<CloudEvent>(tail.AsSpan(begin + 1, end - begin - 1), ContractJson.Options);
            if (last is { ReplayId: { } id }) return (id, long.Parse(last.Position, System.Globalization.CultureInfo.InvariantCulture), stream.Length - tail.Length + end + 1);
        }
        catch (JsonException)
        {
            // Told below: it is somebody else's.
        }
        throw new FailureException(ExitCode.Refused, "File in the way", $"'{file}' is there already and does not end in a line of a replay. Name another file, or remove it.");
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 64 * 1024);
        }
        catch (DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No such folder", $"The folder of '{file}' does not exist. Make it first.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not writable", $"'{file}' may not be written by this user, or is a folder.");
        }
    }
}
