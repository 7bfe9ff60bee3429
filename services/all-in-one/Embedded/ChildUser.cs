namespace Territory.AllInOne.Embedded;

/// <summary>PostgreSQL refuses to run as root: whom it runs as then.</summary>
internal static class ChildUser
{
    /// <returns>Null when this process is not root: the child then runs as the same user.</returns>
    public static async Task<string?> ChooseAsync(string? before, Action<string> say, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess) return null;
        foreach (var name in new[] { before, "postgres", "territory" }.OfType<string>())
            if (await ExistsAsync(name, cancellation)) return name;
        var made = await ChildCommand.RunAsync("useradd", ["--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", "/bin/false", "territory"], cancellation);
        if (!made.Succeeded) return await ExistsAsync("nobody", cancellation) ? "nobody" : throw NobodyToRunAs(made);
        say("PostgreSQL refuses to run as root: created the system user 'territory' for it.");
        return "territory";
    }

    private static async Task<bool> ExistsAsync(string name, CancellationToken cancellation) => (await ChildCommand.RunAsync("id", ["-u", name], cancellation)).Succeeded;

    private static StartRefusedException NobodyToRunAs(ChildCommand.Outcome made) =>
        new($"PostgreSQL refuses to run as root, and this machine has no user postgres, territory or nobody ({made.Tail}). Create one, for example with: useradd --system territory");

    /// <summary>Gives a folder to the child's user and checks that it can get there.</summary>
    public static async Task GiveAsync(string folder, string? user, CancellationToken cancellation)
    {
        if (user is null) return;
        var given = await ChildCommand.RunAsync("chown", ["-R", user + ":", folder], cancellation);
        if (!given.Succeeded) throw new StartRefusedException($"The folder {folder} cannot be given to the user {user}, as whom PostgreSQL runs: {given.Tail}. Choose another folder with --data DIR.");
        var reached = await ChildCommand.RunAsync("/bin/sh", ["-c", "cd \"$0\" && test -w .", folder], cancellation, user);
        if (!reached.Succeeded)
            throw new StartRefusedException($"The user {user}, as whom PostgreSQL runs because it refuses root, cannot reach {folder} ({reached.Tail}). Choose another folder with --data DIR, for example {DataFolder.RootsPlace}, or let others pass through the folders above it (chmod o+x).");
    }
}
