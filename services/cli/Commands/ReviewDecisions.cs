using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory review accept</c>, <c>amend</c> and <c>reject</c>.</summary>
internal static class ReviewDecisions
{
    private const int LongestWait = 60;

    public static Command Accept(ServerOptions server, Surroundings surroundings)
    {
        var (id, note, wait, around) = (Id(), Note(), Wait(), new AroundReview());
        return new Command("accept", "Finds a claim right as it stands: it goes on to the ledger.") { id, note, wait, around.Key, around.Version }.Does(server, surroundings, async (parsed, session, cancellation) => Tell(
            session.Output, await session.Client.AcceptClaimAsync(parsed.GetValue(id)!, new() { Note = parsed.GetValue(note) }, parsed.GetValue(around.Key), parsed.GetValue(around.Version), parsed.GetValue(wait), cancellation)));
    }

    public static Command Amend(ServerOptions server, Surroundings surroundings)
    {
        var (id, note, wait, around) = (Id(), Note(), Wait(), new AroundReview());
        var area = Text("--area", "Code, ISO code or unambiguous name of the area meant.", "area");
        var (from, to, by) = (Text("--from", "Code of whom it passed from; none for nobody.", "actor"), Text("--to", "Code of who holds it now; none for nobody.", "actor"), Text("--claimed-by", "Code of who says so; none for nobody.", "actor"));
        var (kind, status) = (SayOptions.Word<ClaimKind>("--kind", "What the words claim"), SayOptions.Word<ControlStatus>("--status", "How it is held"));
        var (extent, manner) = (SayOptions.Word<Extent>("--extent", "How much of it"), SayOptions.Word<Manner>("--manner", "How it passed"));
        var effective = Text("--effective", "Since when: 2024-12-07 (a local day), 2024-12, or an instant.", "time");
        var with = SayOptions.Many("--with", "Codes of those who hold it beside --to, or contest it too; none for nobody.", "actor");
        Option[] amending = [area, from, to, with, by, kind, status, extent, manner, effective];
        var command = new Command("amend", "Reads a claim otherwise, and accepts it so; what is not mentioned stands.") { id };
        foreach (var option in amending.Concat([note, wait, around.Key, around.Version])) command.Options.Add(option);
        command.Validators.Add(given =>
        {
            if (amending.All(o => given.GetResult(o) is null)) given.AddError("Nothing is amended; say what is otherwise, or use 'review accept'");
        });
        return command.Does(server, surroundings, async (parsed, session, cancellation) =>
        {
            var (whom, who, speaker) = (parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(by));
            string[] clear = [.. new[] { (whom, "from"), (who, "to"), (speaker, "claimedBy") }.Where(a => a.Item1 == "none").Select(a => a.Item2)];
            var amendment = new ClaimAmendment
            {
                Area = parsed.GetValue(area),
                From = Some(whom),
                To = Some(who),
                With = parsed.GetValue(with) is { Length: > 0 } beside ? beside is ["none"] ? [] : beside : null,
                ClaimedBy = Some(speaker),
                Kind = parsed.GetValue(kind),
                Status = parsed.GetValue(status),
                Extent = parsed.GetValue(extent),
                Manner = parsed.GetValue(manner),
                EffectiveAt = parsed.GetValue(effective),
                Clear = clear.Length == 0 ? null : clear,
                Note = parsed.GetValue(note),
            };
            return Tell(session.Output, await session.Client.AcceptClaimAsync(parsed.GetValue(id)!, amendment, parsed.GetValue(around.Key), parsed.GetValue(around.Version), parsed.GetValue(wait), cancellation));
        });
    }

    public static Command Reject(ServerOptions server, Surroundings surroundings)
    {
        var (id, around) = (Id(), new AroundReview());
        var reason = new Option<string>("--reason") { Description = "Why; told with the claim.", HelpName = "text", Required = true };
        return new Command("reject", "Keeps a claim from the ledger.") { id, reason, around.Key, around.Version }.Does(server, surroundings, async (parsed, session, cancellation) => Tell(
            session.Output, await session.Client.RejectClaimAsync(parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(around.Key), parsed.GetValue(around.Version), cancellation)));
    }

    private static ExitCode Tell(Output output, ClaimToReview claim)
    {
        if (output.IsJson) output.Json(claim);
        else
        {
            output.Line($"{claim.Claim.Id}  {Standing(claim)}");
            foreach (var other in claim.Review is { Missing: not null, Otherwise: { } others } ? others : []) output.Line($"    {ReviewLines.Otherwise(other)}");
        }
        return ExitCode.Ok;
    }

    private static string Standing(ClaimToReview claim) => claim.Claim switch
    {
        { State: ClaimState.Pending } => $"waits for another person; accepted by {string.Join(", ", claim.Review?.AcceptedBy ?? [])}.",
        { State: ClaimState.Sent } => "is on its way to the ledger.",
        { Decision: { } decision } => $"{ReceiptLines.Line(decision)}",
        _ => "is settled.",
    };

    private static string? Some(string? actor) => actor == "none" ? null : actor;

    private static Argument<string> Id() => new("ID") { Description = "The claim, as territory review names it." };

    private static Option<string?> Note() => Text("--note", "Why, for analysts.", "text");

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static Option<int?> Wait()
    {
        var wait = new Option<int?>("--wait") { Description = $"Wait up to this many seconds, at most {LongestWait}, for what is decided.", HelpName = "seconds" };
        wait.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && int.TryParse(token.Value, out var seconds) && seconds is < 1 or > LongestWait) given.AddError($"--wait is {seconds}; expected 1 to {LongestWait} seconds");
        });
        return wait;
    }

    /// <summary>What stands around a person's request.</summary>
    private sealed class AroundReview
    {
        public Option<string?> Key { get; } = Text("--idempotency-key", "A key of your own: the same request under it is recorded once.", "key");
        public Option<int?> Version { get; } = new("--if-version") { Description = "Only if the claim is still at this version.", HelpName = "number" };
    }
}
