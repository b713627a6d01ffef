//! A start that cannot be: one clear sentence, a code that is not zero, and no damage.

use crate::program::Installation;
use std::net::TcpListener;

/// What a refused start says: one sentence in Chinese, no trace of the program's inside.
#[track_caller]
fn one_sentence(text: &str, about: &str) {
    assert!(text.contains(about), "{about} in {text}");
    assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
    assert!(text.trim().lines().count() <= 2, "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_named_and_nothing_is_changed() {
    let installation = Installation::new();
    let _taken = TcpListener::bind(installation.listen()).unwrap();

    let (started, text) = installation.run(&["serve"]).await;

    assert!(!started);
    one_sentence(&text, "已被占用");
    assert!(!installation.path("data/greenbridge.sqlite").exists(), "the port is asked for first");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_written_is_named() {
    let installation = Installation::new();
    std::fs::write(installation.path("data"), "a file where the folder should be").unwrap();

    let (started, text) = installation.run(&["serve"]).await;

    assert!(!started);
    one_sentence(&text, "无法写入");
    assert!(installation.path("data").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let installation = Installation::new();
    std::fs::create_dir(installation.path("data")).unwrap();
    let file = installation.path("data/greenbridge.sqlite");
    let content = "this is no database, but somebody may need it ".repeat(200);
    std::fs::write(&file, &content).unwrap();

    let (started, text) = installation.run(&["serve"]).await;

    assert!(!started);
    one_sentence(&text, "数据库");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_index_is_rebuilt_by_the_command_that_is_named() {
    let installation = Installation::new();
    let (seeded, text) = installation.run(&["seed"]).await;
    assert!(seeded, "{text}");
    let mut damaged = 0;
    let mut folders = vec![installation.path("data/search")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() == "meta.json" {
                std::fs::write(entry.path(), "{ damaged").unwrap();
                damaged += 1;
            }
        }
    }
    assert!(damaged > 0, "the index has a description");

    let (started, text) = installation.run(&["serve"]).await;
    assert!(!started);
    one_sentence(&text, "greenbridge reindex");
    let (rebuilt, text) = installation.run(&["reindex"]).await;
    assert!(rebuilt, "{text}");

    let (agrees, text) = installation.run(&["verify", "index"]).await;
    assert!(agrees, "{text}");
    installation.serve().await.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_with_the_settings_is_named_at_once() {
    let installation = Installation::new();
    let mut command = installation.command(&["serve"]);
    command
        .env("GREENBRIDGE_LISTEN", "nowhere")
        .env("DATABASE_URL", "mysql://x")
        .env("STORAGE_URL", "s3://bucket")
        .env("GREENBRIDGE_SECRET", "short");

    let output = command.output().await.unwrap();

    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    for name in ["GREENBRIDGE_LISTEN", "DATABASE_URL", "STORAGE_ACCESS_KEY", "GREENBRIDGE_SECRET"] {
        assert!(text.contains(name), "{name} in {text}");
    }
    assert!(!text.contains("short"), "the value of a secret is never shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_can_be_run_again() {
    let installation = Installation::new();

    for words in [["migrate"], ["migrate"], ["seed"], ["seed"], ["reindex"], ["reindex"]] {
        let (done, text) = installation.run(&words).await;
        assert!(done, "{words:?}: {text}");
    }

    let (agrees, text) = installation.run(&["verify", "index"]).await;
    assert!(agrees, "{text}");
}
