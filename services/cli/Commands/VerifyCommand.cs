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
        var (reason, noWait) = (RunningCheck.Reason(), RunningCheck.NoWait());
        var command = new Command("verify", "Proves both logs against their seals and signed checkpoints. Exit code 1 when something was altered, deleted or slipped in.") { snapshot, reason, noWait };
        Examples.AddTo(command, "territory verify", "territory verify --snapshot snp_0193…");
        return command.Does(server, surroundings, async (parsed, session, cancellation) => await RunningCheck.FollowAsync(session, parsed.GetValue(snapshot) is { } id
            ? await session.Client.VerifySnapshotAsync(id, parsed.GetValue(reason), cancellation)
            : await session.Client.VerifyAsync(parsed.GetValue(reason), cancellation), parsed.GetValue(noWait), cancellation));
    }
}
