using System.Text.Json;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary>A checkpoint somebody kept in a file, held beside the log as it is served. Whatever does not hold makes the command fail.</summary>
internal static class HeldCheckpoint
{
    private const string Expected = "expected is one checkpoint as GET /api/verify/checkpoints lists it: a JSON object with theatre, position, count, hash, keyId, text and signature";

    public static async Task<ExitCode> RunAsync(Session session, string file, string? keyFile, CancellationToken cancellation)
    {
        var kept = Parse(file, await ReadAsync(file, cancellation));
        var wrong = await session.Client.HoldCheckpointAsync(kept, keyFile is null ? null : await ReadAsync(keyFile, cancellation), cancellation);
        var holds = wrong.Count == 0;
        if (session.Output.IsJson) session.Output.Json(new { kept.Theatre, kept.Position, kept.Count, kept.KeyId, holds, wrong });
        else Show(session.Output, kept, wrong);
        return holds ? ExitCode.Ok : ExitCode.Refused;
    }

    private static void Show(Output output, KeptCheckpoint kept, IReadOnlyList<string> wrong)
    {
        var named = Plain.Line($"The checkpoint of {kept.Theatre} at position {kept.Position}");
        output.Line(wrong.Count == 0 ? $"{named} holds: {kept.Count} entries lead to its hash, and the key {Plain.Line(kept.KeyId)} signed it." : $"{named} does not hold:");
        foreach (var sentence in wrong) output.Line("  " + Plain.Line(sentence));
        if (wrong.Count > 0) output.Line("  Keep the file, and find out who wrote to the database or exchanged the log since it was signed.");
    }

    private static KeptCheckpoint Parse(string file, string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<KeptCheckpoint>(text, ContractJson.Options) is { Theatre.Length: > 0, Position.Length: > 0, Hash.Length: > 0, KeyId.Length: > 0, Text.Length: > 0, Signature: not null } kept) return kept;
        }
        catch (JsonException wrong)
        {
            throw new FailureException(ExitCode.Refused, "No checkpoint", $"'{file}' is no checkpoint ({wrong.Message.TrimEnd('.')}); {Expected}. Save one of its items by itself.");
        }
        throw new FailureException(ExitCode.Refused, "No checkpoint", $"'{file}' lacks members of a checkpoint; {Expected}. Save one of its items by itself.");
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No such file", $"The file '{file}' does not exist. Check the path.");
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{file}' cannot be read: {closed.Message} Give a file this user may read.");
        }
    }
}
