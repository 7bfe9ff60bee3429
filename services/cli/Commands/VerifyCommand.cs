using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Commands;

/// <summary><c>territory verify</c>: proves that history was not rewritten.</summary>
internal static class VerifyCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var snapshot = new Option<string?>("--snapshot") { Description = "Instead, fold the log anew up to this snapshot's position and compare.", HelpName = "id" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "Instead, hold this checkpoint, kept from GET /api/verify/checkpoints, beside the log as it is served now.", HelpName = "file" };
        var publicKey = new Option<string?>("--public-key") { Description = "PEM file of the public key that --checkpoint names; the server is asked for it otherwise.", HelpName = "file" };
        var (reason, noWait) = (RunningCheck.Reason(), RunningCheck.NoWait());
        var command = new Command("verify", "Proves both logs against their seals and signed checkpoints. Exit code 1 when something was altered, deleted or slipped in.") { snapshot, checkpoint, publicKey, reason, noWait };
        command.Validators.Add(given =>
        {
            if (given.GetValue(checkpoint) is not null && given.GetValue(snapshot) is not null) given.AddError("--checkpoint and --snapshot exclude each other: each is a proof of its own");
            if (given.GetValue(publicKey) is not null && given.GetValue(checkpoint) is null) given.AddError("--public-key goes with --checkpoint: it is the key the checkpoint names");
        });
        Examples.AddTo(command, "territory verify", "territory verify --snapshot snp_0193…", "territory verify --checkpoint kept.json --public-key kept.pem");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => parsed.GetValue(checkpoint) is { } file
            ? await HeldCheckpoint.RunAsync(session, file, parsed.GetValue(publicKey), cancellation)
            : await RunningCheck.FollowAsync(session, parsed.GetValue(snapshot) is { } id
                ? await session.Client.VerifySnapshotAsync(id, parsed.GetValue(reason), cancellation)
                : await session.Client.VerifyAsync(parsed.GetValue(reason), cancellation), parsed.GetValue(noWait), cancellation));
    }
}
