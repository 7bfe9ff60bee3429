using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using Territory.Cli.Screen;
using Territory.Client;

namespace Territory.Cli;

/// <summary>A failure as a person and as a script are told of it.</summary>
internal sealed partial record Failure(ExitCode Code, Problem Problem)
{
    /// <summary>Null for what no one foresaw: that is a fault of ours, and shows as one.</summary>
    public static Failure? Of(Exception failure) => failure switch
    {
        FailureException told => told.Failure,
        TerritoryException refused => new(CodeOf(refused.Status), refused.Problem with { Detail = SentenceOf(refused) }),
        HttpRequestException lost => Because(ExitCode.Unreachable, "Unreachable", $"The server does not answer ({OneLine(lost.Message)}). Start it with ./run, or name another with --url."),
        InvalidDataException strange => Because(ExitCode.Unreachable, "Not a Territory server", strange.Message),
        CursorAheadException ahead => Because(ExitCode.Refused, "Cursor ahead", ahead.Message),
        _ => null,
    };

    public static Failure Usage(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "territory" : "territory " + parsed.CommandResult.Command.Name;
        var errors = parsed.Errors.Select(e => e.Message.TrimEnd('.')).Distinct().ToArray();
        // A mistyped command is also a missing one; the first says enough.
        var telling = parsed.UnmatchedTokens.Count > 0 && errors.Length > 1 ? errors[^1..] : errors;
        var sentence = telling.Length == 0 ? "No command was given" : string.Join(". ", telling);
        return Because(ExitCode.Usage, "Wrong usage", $"{sentence}. '{command} --help' shows how it is used.");
    }

    public static Failure Because(ExitCode code, string title, string sentence) => new(code, new Problem { Title = title, Detail = sentence });

    public int TellOn(Output output)
    {
        output.Tell(this);
        return (int)Code;
    }

    private static ExitCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCode.NotAllowed,
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ExitCode.Unreachable,
        _ => ExitCode.Refused,
    };

    private static string SentenceOf(TerritoryException refused) => refused switch
    {
        { Status: HttpStatusCode.Unauthorized } => $"{Ended(refused.Message)} Give a key with --key-file or TERRITORY_KEY_FILE.",
        { Status: HttpStatusCode.Forbidden } => $"{Ended(refused.Message)} Use a key with that role: --key-file.",
        { RetryAfter: { } wait } => $"{Ended(refused.Message)} Try again in {Math.Ceiling(wait.TotalSeconds):0} seconds.",
        _ => refused.Message,
    };

    private static string Ended(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";

    private static string OneLine(string text) => Whitespace().Replace(text, " ").Trim().TrimEnd('.');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}

/// <summary>Carries a failure that was found here, not by the server.</summary>
internal sealed class FailureException(ExitCode code, string title, string sentence) : Exception(sentence)
{
    public Failure Failure { get; } = Failure.Because(code, title, sentence);
}
