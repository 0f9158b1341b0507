<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About RNN Lab</source>
            <translation>RNN Lab 정보</translation>
        </message>
        <message>
            <source>Version {0}</source>
            <translation>버전 {0}</translation>
        </message>
        <message>
            <source>Hold a recurrent network in your hands: type a vocabulary, train, and watch every number move step by step.</source>
            <translation>순환 신경망을 손에 쥐고 살펴보는 실험실입니다. 글자를 입력하고 학습시키면 모든 수가 한 단계씩 움직이는 것을 볼 수 있습니다.</translation>
        </message>
        <message>
            <source>It stands on the work of others:</source>
            <translation>다음 프로그램들 위에 만들어졌습니다.</translation>
        </message>
        <message>
            <source>Copy versions</source>
            <translation>버전 정보 복사</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>닫기</translation>
        </message>
    </context>
    <context>
        <name>ActionSet</name>
        <message>
            <source>&amp;New</source>
            <translation>새로 만들기(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>열기(&amp;O)…</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>최근 파일(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>저장(&amp;S)</translation>
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation>다른 이름으로 저장(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>끝내기(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>실행 취소(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>다시 실행(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation>학습 시작(&amp;T)</translation>
        </message>
        <message>
            <source>One training &amp;step</source>
            <translation>한 번만 학습(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Reset the weights</source>
            <translation>가중치 처음으로(&amp;R)</translation>
        </message>
        <message>
            <source>Follow the &amp;newest weights</source>
            <translation>최신 가중치 따라가기(&amp;N)</translation>
        </message>
        <message>
            <source>Next p&amp;hase</source>
            <translation>다음 단계(&amp;H)</translation>
        </message>
        <message>
            <source>Previous ph&amp;ase</source>
            <translation>이전 단계(&amp;A)</translation>
        </message>
        <message>
            <source>Next t&amp;ime step</source>
            <translation>다음 시점(&amp;I)</translation>
        </message>
        <message>
            <source>Pre&amp;vious time step</source>
            <translation>이전 시점(&amp;V)</translation>
        </message>
        <message>
            <source>To the &amp;beginning</source>
            <translation>처음으로(&amp;B)</translation>
        </message>
        <message>
            <source>To the &amp;end</source>
            <translation>끝으로(&amp;E)</translation>
        </message>
        <message>
            <source>Repeat for&amp;ever</source>
            <translation>반복(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Faster</source>
            <translation>빠르게(&amp;F)</translation>
        </message>
        <message>
            <source>S&amp;lower</source>
            <translation>느리게(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Inspector</source>
            <translation>살펴보기 창(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Presentation mode</source>
            <translation>발표 모드(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>전체 화면(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Larger</source>
            <translation>크게(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Smaller</source>
            <translation>작게(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Usual size</source>
            <translation>보통 크기(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Animate</source>
            <translation>움직임 보이기(&amp;A)</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>밝은 화면</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>어두운 화면</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>시스템 설정 따르기</translation>
        </message>
        <message>
            <source>Light or dark</source>
            <translation>밝게/어둡게</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>단축키(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;About RNN Lab</source>
            <translation>RNN Lab 정보(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Play</source>
            <translation>재생(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>내보내기(&amp;E)…</translation>
        </message>
    </context>
    <context>
        <name>AskBox</name>
        <message>
            <source>Ask the net</source>
            <translation>지금 물어보기</translation>
        </message>
        <message>
            <source>The beginning the net shall continue</source>
            <translation>신경망이 이어 쓸 앞부분</translation>
        </message>
        <message>
            <source>Type a beginning: the net writes on, even while it is learning</source>
            <translation>앞부분을 입력하면 신경망이 이어 씁니다. 학습하는 동안에도 물어볼 수 있습니다</translation>
        </message>
        <message>
            <source>drawn, T={0}</source>
            <translation>뽑기, T={0}</translation>
        </message>
        <message>
            <source>likeliest</source>
            <translation>확률 최대</translation>
        </message>
        <message>
            <source>Take the likeliest symbol each time, or draw one at a temperature T</source>
            <translation>매번 확률이 가장 큰 글자를 고르거나, 온도 T로 확률에 따라 뽑습니다</translation>
        </message>
        <message>
            <source>Draw again</source>
            <translation>다시 뽑기</translation>
        </message>
        <message>
            <source>Back to the whole sequence</source>
            <translation>전체 수열로 돌아가기</translation>
        </message>
        <message>
            <source>for example {0}</source>
            <translation>예: {0}</translation>
        </message>
        <message>
            <source>What the net shall hear and say again</source>
            <translation>신경망이 듣고 다시 말할 것</translation>
        </message>
        <message>
            <source>Type what the net shall hear: it says it again after the delay</source>
            <translation>신경망이 들을 것을 입력하십시오. 지연 뒤에 다시 말합니다</translation>
        </message>
    </context>
    <context>
        <name>AxisPicker</name>
        <message>
            <source>from</source>
            <translation>처음</translation>
        </message>
        <message>
            <source>to</source>
            <translation>끝</translation>
        </message>
    </context>
    <context>
        <name>BackwardBar</name>
        <message>
            <source>Pause</source>
            <translation>멈춤</translation>
        </message>
        <message>
            <source>Send the loss back through time</source>
            <translation>손실을 시간을 거슬러 보내기</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>{1}개 시점 중 {0}번째</translation>
        </message>
        <message>
            <source>Here the loss arises</source>
            <translation>여기서 손실이 생깁니다</translation>
        </message>
        <message numerus="yes">
            <source>%n step(s) back</source>
            <translation>
                <numerusform>%n시점 거슬러 감</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BeamControl</name>
        <message>
            <source>Beam width</source>
            <translation>빔 너비</translation>
        </message>
        <message>
            <source>1 takes the likeliest word each time. More keep so many beginnings and compare whole captions.</source>
            <translation>1이면 매번 확률이 가장 높은 낱말을 고릅니다. 더 크면 앞부분을 그 수만큼 남기고 설명 전체의 확률을 견줍니다.</translation>
        </message>
    </context>
    <context>
        <name>BeamList</name>
        <message>
            <source>Captions found</source>
            <translation>찾은 설명</translation>
        </message>
        <message>
            <source>The captions found, the likeliest first. Click one to see it said word by word.</source>
            <translation>찾은 설명을 확률이 높은 순서로 보여 줍니다. 누르면 그 설명을 낱말별로 볼 수 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>BitsCurve</name>
        <message>
            <source>over-fitting</source>
            <translation>과적합</translation>
        </message>
        <message>
            <source>best {0}</source>
            <translation>최저 {0}</translation>
        </message>
    </context>
    <context>
        <name>BoardView</name>
        <message>
            <source>The question and its blanks</source>
            <translation>문제와 빈칸</translation>
        </message>
    </context>
    <context>
        <name>CanvasView</name>
        <message>
            <source>Drawing</source>
            <translation>그린 그림</translation>
        </message>
        <message>
            <source>Drag a shape to move it, its corner to resize it. Keys: N next shape, arrows move it, + and − resize, Delete takes it away</source>
            <translation>도형을 끌어 옮기고, 모서리를 끌어 크기를 바꿉니다. 키: N 다음 도형, 화살표로 옮기기, +와 −로 크기, Delete로 지우기</translation>
        </message>
    </context>
    <context>
        <name>CaptionBar</name>
        <message>
            <source>picture</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>block {0}</source>
            <translation>블록 {0}</translation>
        </message>
        <message>
            <source>look</source>
            <translation>보기</translation>
        </message>
        <message>
            <source>features</source>
            <translation>특징</translation>
        </message>
        <message>
            <source>Play the caption</source>
            <translation>설명 재생</translation>
        </message>
    </context>
    <context>
        <name>CaptionScene</name>
        <message>
            <source>Captions</source>
            <translation>그림 설명</translation>
        </message>
        <message>
            <source>A net looks at a picture and says what is there</source>
            <translation>신경망이 그림을 보고 무엇이 있는지 말합니다</translation>
        </message>
        <message>
            <source>Picture → features → words</source>
            <translation>그림 → 특징 → 낱말</translation>
        </message>
        <message>
            <source>Watch</source>
            <translation>보기</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>그리기</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>시험</translation>
        </message>
        <message>
            <source>Diary</source>
            <translation>일기</translation>
        </message>
        <message>
            <source>Follow a picture through the net, stage by stage and word by word</source>
            <translation>그림이 신경망을 지나는 길을 단계마다, 낱말마다 따라갑니다</translation>
        </message>
        <message>
            <source>Draw a picture; the net says what it sees meanwhile</source>
            <translation>그림을 그리면 신경망이 보이는 것을 바로 말합니다</translation>
        </message>
        <message>
            <source>Pictures the net never learnt from, and what it mistakes for what</source>
            <translation>신경망이 배운 적 없는 그림들, 그리고 무엇을 무엇으로 잘못 보는지</translation>
        </message>
        <message>
            <source>What the net said of one picture along its training</source>
            <translation>학습하는 동안 한 그림을 두고 신경망이 한 말</translation>
        </message>
        <message>
            <source>Click a feature map to see what excites it; F1 shows all keys.</source>
            <translation>특징 맵을 누르면 무엇에 반응하는지 보입니다. F1은 모든 키를 보여 줍니다.</translation>
        </message>
        <message>
            <source>Another net begins. The one before is kept: its settings bring it back.</source>
            <translation>새 신경망을 시작합니다. 앞의 신경망은 남아 있으며, 그 설정으로 돌아가면 다시 나옵니다.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>되돌리기</translation>
        </message>
        <message>
            <source>Weights stay as trained here. Hold a hidden unit at a value instead.</source>
            <translation>여기서는 가중치가 학습한 그대로입니다. 대신 은닉 유닛을 어떤 값에 고정해 보십시오.</translation>
        </message>
    </context>
    <context>
        <name>CaptionSetup</name>
        <message>
            <source>Pictures</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>Drawn</source>
            <translation>만든 그림</translation>
        </message>
        <message>
            <source>My own</source>
            <translation>내 그림</translation>
        </message>
        <message>
            <source>Pictures and captions from a folder</source>
            <translation>폴더에 있는 그림과 설명</translation>
        </message>
        <message>
            <source>Captions in</source>
            <translation>설명 언어</translation>
        </message>
        <message>
            <source>Cell of the decoder</source>
            <translation>디코더의 셀</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>How many numbers the decoder carries from word to word</source>
            <translation>디코더가 낱말에서 낱말로 넘기는 수의 개수</translation>
        </message>
        <message>
            <source>Features enter</source>
            <translation>특징이 들어가는 때</translation>
        </message>
        <message>
            <source>every step</source>
            <translation>시점마다</translation>
        </message>
        <message>
            <source>first step</source>
            <translation>첫 시점에</translation>
        </message>
        <message>
            <source>x = [word; features]: what it sees stays before its eyes.</source>
            <translation>x = [낱말; 특징]: 보는 것이 눈앞에 그대로 있습니다.</translation>
        </message>
        <message>
            <source>The features come before &lt;START&gt; in the place of a word (Show and Tell).</source>
            <translation>특징이 낱말 대신 &lt;START&gt; 앞에 한 번 들어갑니다 (Show and Tell).</translation>
        </message>
        <message>
            <source>Scenes of a few shapes, drawn anew for every training step</source>
            <translation>도형 몇 개로 된 장면을 학습 단계마다 새로 그립니다</translation>
        </message>
        <message>
            <source>Shapes in a picture</source>
            <translation>그림 속 도형 수</translation>
        </message>
        <message>
            <source>By lot, no two pictures alike. Some combinations are kept for the test.</source>
            <translation>무작위로 그려 같은 그림은 없습니다. 몇몇 조합은 시험용으로 남겨 둡니다.</translation>
        </message>
        <message>
            <source>By lot, no two pictures alike. One shape alone has no combinations to keep.</source>
            <translation>무작위로 그려 같은 그림은 없습니다. 도형 하나로는 남겨 둘 조합이 없습니다.</translation>
        </message>
    </context>
    <context>
        <name>CaptionSkeleton</name>
        <message>
            <source>captions {0}</source>
            <translation>그림 설명 {0}</translation>
        </message>
        <message>
            <source>PyTorch program and weights</source>
            <translation>PyTorch 프로그램과 가중치</translation>
        </message>
        <message>
            <source>Exported as {0}</source>
            <translation>{0} 파일로 내보냈습니다</translation>
        </message>
    </context>
    <context>
        <name>CaptionStrip</name>
        <message>
            <source>Click a word to go to where it is said</source>
            <translation>낱말을 누르면 그 낱말을 말하는 시점으로 갑니다</translation>
        </message>
        <message>
            <source>The net says: {0}</source>
            <translation>신경망의 말: {0}</translation>
        </message>
    </context>
    <context>
        <name>CaptionTraining</name>
        <message>
            <source>Loss a word</source>
            <translation>낱말당 손실</translation>
        </message>
        <message>
            <source>Mean cross-entropy of a word, in nats, while training</source>
            <translation>학습 중 낱말 하나의 평균 cross-entropy (nat)</translation>
        </message>
        <message>
            <source>Red: loss. Green line: words right in training. Green dots: captions right word for word on test pictures. Drag to see the net as it was; End follows it live.</source>
            <translation>빨강: 손실. 초록 선: 학습에서 맞힌 낱말. 초록 점: 시험 그림에서 낱말 하나까지 다 맞은 설명. 끌면 그때의 신경망이 보이고, End는 지금을 따라갑니다.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>시험</translation>
        </message>
        <message>
            <source>Captions right word for word, on pictures that training never sees</source>
            <translation>학습에 나오지 않은 그림에서 낱말 하나까지 다 맞은 설명</translation>
        </message>
        <message>
            <source>live</source>
            <translation>지금</translation>
        </message>
        <message>
            <source>Follow the newest training step again</source>
            <translation>가장 새로운 학습 단계를 다시 따라갑니다</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>일시정지</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>학습 시작</translation>
        </message>
        <message>
            <source>Train on</source>
            <translation>이어서 학습</translation>
        </message>
        <message>
            <source>The loss stopped being a number. Try a smaller learning rate, then begin again.</source>
            <translation>손실이 더는 수가 아닙니다. 학습률을 줄이고 처음부터 다시 해 보십시오.</translation>
        </message>
        <message>
            <source>Starting …</source>
            <translation>시작하는 중 …</translation>
        </message>
        <message>
            <source>{0} left · {1} pictures/s</source>
            <translation>{0} 남음 · 초당 그림 {1}장</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0}초</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0}분</translation>
        </message>
        <message>
            <source>Rewound: step {0} of {1}</source>
            <translation>되감기: 학습 단계 {0} / {1}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>학습 단계 {0} / {1}</translation>
        </message>
        <message>
            <source>Takes about {0} s here</source>
            <translation>이 컴퓨터에서 약 {0}초 걸립니다</translation>
        </message>
        <message>
            <source>Takes about {0} min here</source>
            <translation>이 컴퓨터에서 약 {0}분 걸립니다</translation>
        </message>
    </context>
    <context>
        <name>CaptionWords</name>
        <message>
            <source>Colour</source>
            <translation>색</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>모양</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>위치</translation>
        </message>
        <message>
            <source>circle</source>
            <translation>동그라미</translation>
        </message>
        <message>
            <source>square</source>
            <translation>네모</translation>
        </message>
        <message>
            <source>triangle</source>
            <translation>세모</translation>
        </message>
        <message>
            <source>star</source>
            <translation>별</translation>
        </message>
        <message>
            <source>cross</source>
            <translation>십자</translation>
        </message>
        <message>
            <source>ring</source>
            <translation>고리</translation>
        </message>
        <message>
            <source>heart</source>
            <translation>하트</translation>
        </message>
        <message>
            <source>red</source>
            <translation>빨강</translation>
        </message>
        <message>
            <source>yellow</source>
            <translation>노랑</translation>
        </message>
        <message>
            <source>green</source>
            <translation>초록</translation>
        </message>
        <message>
            <source>blue</source>
            <translation>파랑</translation>
        </message>
        <message>
            <source>purple</source>
            <translation>보라</translation>
        </message>
        <message>
            <source>orange</source>
            <translation>주황</translation>
        </message>
        <message>
            <source>light blue</source>
            <translation>하늘색</translation>
        </message>
        <message>
            <source>pink</source>
            <translation>분홍</translation>
        </message>
        <message>
            <source>brown</source>
            <translation>갈색</translation>
        </message>
        <message>
            <source>black</source>
            <translation>검정</translation>
        </message>
        <message>
            <source>small</source>
            <translation>작은</translation>
        </message>
        <message>
            <source>large</source>
            <translation>큰</translation>
        </message>
        <message>
            <source>left of</source>
            <translation>왼쪽</translation>
        </message>
        <message>
            <source>right of</source>
            <translation>오른쪽</translation>
        </message>
        <message>
            <source>above</source>
            <translation>위</translation>
        </message>
        <message>
            <source>below</source>
            <translation>아래</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>안</translation>
        </message>
    </context>
    <context>
        <name>CellBrowser</name>
        <message>
            <source>Search cells</source>
            <translation>셀 찾기</translation>
        </message>
        <message>
            <source>List of cells</source>
            <translation>셀 목록</translation>
        </message>
        <message>
            <source>New</source>
            <translation>새 셀</translation>
        </message>
        <message>
            <source>Write a cell of your own (Ctrl+N)</source>
            <translation>나만의 셀을 씁니다(Ctrl+N)</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>가져오기</translation>
        </message>
        <message>
            <source>Open a shared cell file, or drop it on the window</source>
            <translation>받은 셀 파일을 엽니다. 창에 끌어다 놓아도 됩니다</translation>
        </message>
        <message>
            <source>My cells</source>
            <translation>내 셀</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>아직 저장하지 않았습니다</translation>
        </message>
    </context>
    <context>
        <name>CellChips</name>
        <message>
            <source>Cell</source>
            <translation>셀</translation>
        </message>
        <message>
            <source>Put another cell of the catalogue beside these</source>
            <translation>목록에서 다른 셀을 하나 더 놓습니다</translation>
        </message>
        <message>
            <source>Take this cell away</source>
            <translation>이 셀을 뺍니다</translation>
        </message>
    </context>
    <context>
        <name>CellDesk</name>
        <message>
            <source>More to do with this cell</source>
            <translation>이 셀로 할 수 있는 다른 일</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>저장</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>이름 바꾸기</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>복제</translation>
        </message>
        <message>
            <source>Export as a file…</source>
            <translation>파일로 내보내기…</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>고친 내용 버리기</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>삭제…</translation>
        </message>
        <message>
            <source>Make it mine</source>
            <translation>복제해서 고치기</translation>
        </message>
        <message>
            <source>Save it to your cells (Ctrl+S); every scene offers it then</source>
            <translation>내 셀에 저장합니다(Ctrl+S). 그러면 모든 장면에서 고를 수 있습니다</translation>
        </message>
        <message>
            <source>Duplicate this cell and change its equations (Ctrl+D)</source>
            <translation>이 셀을 복제해 식을 고칩니다(Ctrl+D)</translation>
        </message>
        <message>
            <source>Saved: every scene offers this cell now</source>
            <translation>저장했습니다. 이제 모든 장면에서 이 셀을 고를 수 있습니다</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>되돌리기</translation>
        </message>
        <message>
            <source>The changes are discarded</source>
            <translation>고친 내용을 버렸습니다</translation>
        </message>
        <message>
            <source>Delete “{0}”?</source>
            <translation>“{0}” 셀을 삭제하시겠습니까?</translation>
        </message>
        <message>
            <source>Its file and its draft go away. Nets in training with it go on.</source>
            <translation>파일과 초안이 없어집니다. 이 셀로 학습 중인 신경망은 계속 학습합니다.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>삭제</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>그대로 두기</translation>
        </message>
        <message>
            <source>“{0}” is deleted</source>
            <translation>“{0}” 셀을 삭제했습니다</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>내보내기</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>{0} 파일로 저장했습니다</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>가져오기</translation>
        </message>
        <message>
            <source>{0} is open as a draft: mend it, then save</source>
            <translation>{0} 파일을 초안으로 열었습니다. 고친 다음 저장하십시오</translation>
        </message>
        <message>
            <source>{0} is one of your cells now</source>
            <translation>{0} 파일이 이제 내 셀입니다</translation>
        </message>
        <message>
            <source>The {0} program is in the clipboard</source>
            <translation>{0} 프로그램을 복사했습니다</translation>
        </message>
        <message>
            <source>Cell files (*{0})</source>
            <translation>셀 파일(*{0})</translation>
        </message>
    </context>
    <context>
        <name>CellInspector</name>
        <message>
            <source>Equations</source>
            <translation>식</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>코드</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>기울기</translation>
        </message>
        <message>
            <source>The cell, the numbers of this moment, and what is learnt</source>
            <translation>셀의 식, 이 순간의 값, 학습되는 값의 수</translation>
        </message>
        <message>
            <source>The whole net in PyTorch and NumPy</source>
            <translation>신경망 전체를 PyTorch와 NumPy로</translation>
        </message>
        <message>
            <source>The backward pass, derived by the chain rule</source>
            <translation>연쇄 법칙으로 이끌어 낸 역전파 식</translation>
        </message>
    </context>
    <context>
        <name>CellsScene</name>
        <message>
            <source>Cells</source>
            <translation>셀 공방</translation>
        </message>
        <message>
            <source>Look into every cell, and write your own</source>
            <translation>모든 셀을 들여다보고, 나만의 셀을 씁니다</translation>
        </message>
        <message>
            <source>NumPy</source>
            <translation>NumPy</translation>
        </message>
        <message>
            <source>compiled kernel</source>
            <translation>컴파일된 커널</translation>
        </message>
        <message>
            <source>Point at a formula or a part of the diagram; Space plays a step, F1 shows all keys.</source>
            <translation>식이나 그림의 한 부분을 가리켜 보십시오. 스페이스로 재생하고, F1을 누르면 모든 키가 나옵니다.</translation>
        </message>
    </context>
    <context>
        <name>ChartView</name>
        <message>
            <source>Points of every round</source>
            <translation>라운드마다 얻은 점수</translation>
        </message>
        <message>
            <source>Click a round to see how the net came to its answer</source>
            <translation>라운드를 누르면 신경망이 어떻게 답했는지 보여 줍니다</translation>
        </message>
    </context>
    <context>
        <name>ChoiceMenu</name>
        <message>
            <source>More</source>
            <translation>더 보기</translation>
        </message>
        <message>
            <source>More to choose from</source>
            <translation>목록에서 더 고르기</translation>
        </message>
    </context>
    <context>
        <name>CodePage</name>
        <message>
            <source>Copy</source>
            <translation>복사</translation>
        </message>
        <message>
            <source>Copy the whole program</source>
            <translation>프로그램 전체를 복사합니다</translation>
        </message>
        <message>
            <source>The whole net as a program that runs as it stands.</source>
            <translation>그대로 실행되는 신경망 전체의 프로그램입니다.</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>프로그램</translation>
        </message>
    </context>
    <context>
        <name>ColoredText</name>
        <message>
            <source>Text, coloured by one unit</source>
            <translation>유닛 하나의 값으로 색칠한 글</translation>
        </message>
    </context>
    <context>
        <name>CompareScene</name>
        <message>
            <source>Table</source>
            <translation>표</translation>
        </message>
        <message>
            <source>Save the results as a CSV file</source>
            <translation>결과를 CSV 파일로 저장합니다</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>Save what is shown as a PNG file</source>
            <translation>보이는 그림을 PNG 파일로 저장합니다</translation>
        </message>
        <message numerus="yes">
            <source>%n seed(s) a cell</source>
            <translation>
                <numerusform>칸마다 시드 %n개</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n step(s) each</source>
            <translation>
                <numerusform>저마다 %n단계</numerusform>
            </translation>
        </message>
        <message>
            <source>Success map</source>
            <translation>성공 지도</translation>
        </message>
        <message numerus="yes">
            <source>line: median of %n seed(s), band: their middle half</source>
            <translation>
                <numerusform>선: 시드 %n개의 중앙값, 띠: 가운데 절반</numerusform>
            </translation>
        </message>
        <message>
            <source>Race</source>
            <translation>경주</translation>
        </message>
        <message>
            <source>compiled kernel, all cores</source>
            <translation>컴파일된 커널, 모든 코어</translation>
        </message>
        <message>
            <source>Click a cell to open its net; the arrows move over the map, Return opens.</source>
            <translation>칸을 누르면 그 신경망이 열립니다. 화살표 키로 지도를 다니고 Enter로 엽니다.</translation>
        </message>
        <message>
            <source>Change a setting and the race goes on at once; double-click a row to open its net.</source>
            <translation>설정을 바꾸면 바로 다시 경주합니다. 줄을 두 번 누르면 그 신경망이 열립니다.</translation>
        </message>
        <message>
            <source>Step {0}, loss / right:   {1}</source>
            <translation>{0}단계, 손실 / 정답:   {1}</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>저장</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>{0}에 저장했습니다</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>비교</translation>
        </message>
        <message>
            <source>Which set-up learns it, how surely and how fast</source>
            <translation>어떤 설정이 얼마나 확실하고 빠르게 배우는지 봅니다</translation>
        </message>
    </context>
    <context>
        <name>CompareWords</name>
        <message>
            <source>Hidden size</source>
            <translation>은닉 크기</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>Cell</source>
            <translation>셀</translation>
        </message>
        <message>
            <source>Optimiser</source>
            <translation>최적화 방법</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>층 수</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>모멘텀</translation>
        </message>
        <message>
            <source>Clip gradient at</source>
            <translation>기울기 자르기</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>순서</translation>
        </message>
        <message>
            <source>forward</source>
            <translation>차례로</translation>
        </message>
        <message>
            <source>reversed</source>
            <translation>거꾸로</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>층</translation>
        </message>
        <message>
            <source>momentum</source>
            <translation>모멘텀</translation>
        </message>
        <message>
            <source>clip</source>
            <translation>자르기</translation>
        </message>
    </context>
    <context>
        <name>CompleteScene</name>
        <message>
            <source>Complete</source>
            <translation>자동완성</translation>
        </message>
        <message>
            <source>Type, and the net writes the rest</source>
            <translation>입력하면 신경망이 나머지를 씁니다</translation>
        </message>
        <message>
            <source>Unrolled graph</source>
            <translation>펼친 그래프</translation>
        </message>
        <message>
            <source>Two beginnings</source>
            <translation>두 앞부분</translation>
        </message>
        <message>
            <source>What the net does with what was typed, step by step</source>
            <translation>입력한 글자로 신경망이 하는 일을 시점마다 보여 줍니다</translation>
        </message>
        <message>
            <source>The states after two beginnings, side by side</source>
            <translation>두 앞부분을 읽은 뒤의 은닉 상태를 나란히 봅니다</translation>
        </message>
        <message>
            <source>Type a beginning. Tab takes what is suggested, F1 shows all keys.</source>
            <translation>앞부분을 입력하십시오. Tab 키로 제안을 받아들이고, F1 키로 모든 단축키를 봅니다.</translation>
        </message>
    </context>
    <context>
        <name>CompletionBox</name>
        <message>
            <source>Type here; the net completes it</source>
            <translation>여기에 입력하면 신경망이 완성합니다</translation>
        </message>
        <message>
            <source>Suggested: {0}</source>
            <translation>제안: {0}</translation>
        </message>
    </context>
    <context>
        <name>ComputeChoice</name>
        <message>
            <source>This scene chooses by itself: its small nets are always computed on the CPU</source>
            <translation>이 장면은 스스로 정합니다. 작은 신경망이라 언제나 CPU로 계산합니다</translation>
        </message>
    </context>
    <context>
        <name>ConfusionPanel</name>
        <message>
            <source>What is taken for what?</source>
            <translation>무엇을 무엇으로 보는지</translation>
        </message>
        <message>
            <source>Rows: what is in the picture. Columns: what the net says. On the diagonal it is right.</source>
            <translation>행: 그림에 있는 것. 열: 신경망이 말한 것. 대각선이 맞은 것입니다.</translation>
        </message>
        <message>
            <source>First wrong word</source>
            <translation>처음 틀린 낱말</translation>
        </message>
        <message>
            <source>{0} of {1} right ({2})</source>
            <translation>{1}개 가운데 {0}개 맞음 ({2})</translation>
        </message>
        <message>
            <source>{2}× {0} → {1}</source>
            <translation>{2}번  {0} → {1}</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>없습니다.</translation>
        </message>
    </context>
    <context>
        <name>ConfusionTable</name>
        <message>
            <source>What is taken for what</source>
            <translation>무엇을 무엇으로 보는지</translation>
        </message>
        <message>
            <source>{0}: not said at all {1}×</source>
            <translation>{0}: 아예 말하지 않음 {1}번</translation>
        </message>
        <message>
            <source>{0}: said rightly {1}×</source>
            <translation>{0}: 맞게 말함 {1}번</translation>
        </message>
        <message>
            <source>{0} taken for {1} {2}×</source>
            <translation>{0}을(를) {1}(으)로 봄 {2}번</translation>
        </message>
    </context>
    <context>
        <name>ContinuationList</name>
        <message>
            <source>Whole continuations</source>
            <translation>이어질 문구</translation>
        </message>
        <message>
            <source>Probability of the rest: {0}. A click takes it.</source>
            <translation>나머지의 확률은 {0}입니다. 누르면 받아들입니다.</translation>
        </message>
        <message>
            <source>It is what the net writes letter by letter.</source>
            <translation>신경망이 한 글자씩 이어 쓰면 이렇게 됩니다.</translation>
        </message>
        <message>
            <source>✓ A phrase of the book.</source>
            <translation>✓ 목록에 있는 문구입니다.</translation>
        </message>
        <message>
            <source>The net found no end.</source>
            <translation>신경망이 끝을 찾지 못했습니다.</translation>
        </message>
    </context>
    <context>
        <name>ControlBar</name>
        <message>
            <source>Give up</source>
            <translation>넘기기</translation>
        </message>
        <message>
            <source>Leave the rest of the blanks empty  (Del)</source>
            <translation>남은 빈칸을 비워 둔 채 넘깁니다  (Del)</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>그만두기</translation>
        </message>
        <message>
            <source>The game can be gone on with later</source>
            <translation>나중에 이어서 할 수 있습니다</translation>
        </message>
        <message>
            <source>The net’s way  (T)</source>
            <translation>신경망의 계산  (T)</translation>
        </message>
        <message>
            <source>How the net came to its answer, step by step</source>
            <translation>신경망이 어떻게 답했는지 한 시점씩 봅니다</translation>
        </message>
        <message>
            <source>Round {0} of {1}</source>
            <translation>{1}라운드 중 {0}라운드</translation>
        </message>
        <message>
            <source>Go on  (Space)</source>
            <translation>이어서 하기  (스페이스)</translation>
        </message>
        <message>
            <source>Pause  (Esc)</source>
            <translation>잠시 멈춤  (Esc)</translation>
        </message>
        <message>
            <source>Result  ⏎</source>
            <translation>결과 보기  ⏎</translation>
        </message>
        <message>
            <source>Next round  ⏎</source>
            <translation>다음 라운드  ⏎</translation>
        </message>
    </context>
    <context>
        <name>CorpusBox</name>
        <message>
            <source>Text to learn</source>
            <translation>배울 글</translation>
        </message>
        <message>
            <source>My own</source>
            <translation>내 글</translation>
        </message>
        <message>
            <source>A file or a folder of yours</source>
            <translation>직접 고른 파일이나 폴더</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>파일 열기…</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>폴더…</translation>
        </message>
        <message>
            <source>Any text: a book, notes, source code, in any script</source>
            <translation>책, 메모, 소스 코드 등 어떤 언어의 글이든 됩니다</translation>
        </message>
        <message>
            <source>All text files in a folder and below</source>
            <translation>폴더와 그 아래에 있는 모든 텍스트 파일</translation>
        </message>
        <message>
            <source>Or drop a text file anywhere here.</source>
            <translation>텍스트 파일을 이 화면에 끌어다 놓아도 됩니다.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>취소</translation>
        </message>
        <message>
            <source>Downloading: {0} MB of {1} MB</source>
            <translation>내려받는 중: {1} MB 중 {0} MB</translation>
        </message>
        <message>
            <source>Reading: {0} MB of {1} MB</source>
            <translation>읽는 중: {1} MB 중 {0} MB</translation>
        </message>
        <message>
            <source>Making it up: {0} M of {1} M characters</source>
            <translation>짓는 중: {1}백만 글자 중 {0}백만 글자</translation>
        </message>
        <message>
            <source>{0} characters</source>
            <translation>글자 {0}개</translation>
        </message>
        <message>
            <source>{0} kinds</source>
            <translation>서로 다른 글자 {0}개</translation>
        </message>
        <message>
            <source>Download {0} MB</source>
            <translation>{0} MB 내려받기</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>다시 시도</translation>
        </message>
        <message>
            <source>A text to learn</source>
            <translation>배울 글</translation>
        </message>
        <message>
            <source>A folder of texts to learn</source>
            <translation>배울 글이 있는 폴더</translation>
        </message>
        <message>
            <source>“{0}” is not on this machine yet. It is fetched once, from: {1}</source>
            <translation>‘{0}’ 글은 아직 이 컴퓨터에 없습니다. 다음에서 한 번만 내려받습니다: {1}</translation>
        </message>
    </context>
    <context>
        <name>CurveView</name>
        <message>
            <source>Training axis</source>
            <translation>학습 축</translation>
        </message>
        <message>
            <source>Drag to see the net as it was at an earlier training step; End follows it live</source>
            <translation>끌면 이전 학습 단계의 신경망을 다시 봅니다. End 키를 누르면 최신 상태를 따라갑니다</translation>
        </message>
        <message>
            <source>Press train: the loss is drawn here.</source>
            <translation>학습 시작을 누르면 여기에 손실이 그려집니다.</translation>
        </message>
        <message>
            <source>✓ step {0}</source>
            <translation>✓ {0}단계</translation>
        </message>
    </context>
    <context>
        <name>DiagramPanel</name>
        <message>
            <source>This cell is too large to be drawn. Equations, code and gradients are at the right.</source>
            <translation>그림으로 그리기에는 너무 큰 셀입니다. 식, 코드, 기울기는 오른쪽에 있습니다.</translation>
        </message>
        <message>
            <source>t = {0}: reads {1}</source>
            <translation>t = {0}: 입력 {1}</translation>
        </message>
        <message>
            <source>says {0} ({1})</source>
            <translation>출력 {0}({1})</translation>
        </message>
        <message>
            <source>not {0}</source>
            <translation>정답은 {0}</translation>
        </message>
    </context>
    <context>
        <name>DiagramView</name>
        <message>
            <source>Diagram of the cell</source>
            <translation>셀의 그림</translation>
        </message>
        <message numerus="yes">
            <source>%n parts; the arrow keys go from one to the next.</source>
            <translation>
                <numerusform>부분이 %n개 있습니다. 화살표 키로 하나씩 옮겨 다닙니다.</numerusform>
            </translation>
        </message>
        <message>
            <source>No diagram yet</source>
            <translation>아직 그림이 없습니다</translation>
        </message>
        <message>
            <source>As soon as the equations can be read, the cell is drawn here.</source>
            <translation>식을 읽을 수 있게 되면 여기에 셀을 그립니다.</translation>
        </message>
    </context>
    <context>
        <name>DiaryColumns</name>
        <message>
            <source>Diary, side by side: from the first page to the chosen one</source>
            <translation>일기를 나란히: 첫 쪽부터 고른 쪽까지</translation>
        </message>
        <message>
            <source>Click a page, drag sideways, turn the wheel or use the arrow keys</source>
            <translation>쪽을 누르거나, 옆으로 끌거나, 휠을 돌리거나, 화살표 키를 누르십시오</translation>
        </message>
    </context>
    <context>
        <name>DiaryList</name>
        <message>
            <source>Diary of the training</source>
            <translation>학습 일기</translation>
        </message>
        <message>
            <source>Click an entry to see the net as it was</source>
            <translation>항목을 누르면 그때의 신경망이 보입니다</translation>
        </message>
    </context>
    <context>
        <name>DiaryPage</name>
        <message>
            <source>What the net said of this picture, by training step; ✗ marks words that do not belong. Click an entry to see the whole net as it was.</source>
            <translation>학습 단계마다 이 그림을 두고 신경망이 한 말입니다. ✗는 맞지 않는 낱말입니다. 항목을 누르면 그때의 신경망 전체가 보입니다.</translation>
        </message>
        <message>
            <source>Keep a diary of the picture that is shown now</source>
            <translation>지금 보이는 그림으로 일기 쓰기</translation>
        </message>
        <message>
            <source>Right: {0}</source>
            <translation>정답: {0}</translation>
        </message>
        <message>
            <source>This net knows nothing yet: it only guesses letters. Let it read the text above, and watch it learn to write.</source>
            <translation>이 신경망은 아직 아무것도 모르고 글자를 아무렇게나 고릅니다. 위의 글을 읽히고, 글쓰기를 배우는 모습을 지켜보십시오.</translation>
        </message>
        <message>
            <source>Go on with the last net</source>
            <translation>지난 신경망 이어서 학습</translation>
        </message>
        <message>
            <source>It was saved by itself while it was being trained</source>
            <translation>학습하는 동안 자동으로 저장되었습니다</translation>
        </message>
        <message>
            <source>Learn “{0}”</source>
            <translation>‘{0}’ 학습하기</translation>
        </message>
        <message>
            <source>Learn “{0}”: {1}</source>
            <translation>‘{0}’ 학습하기: {1}</translation>
        </message>
        <message>
            <source>the text itself</source>
            <translation>배울 글</translation>
        </message>
        <message>
            <source>train more</source>
            <translation>더 학습하면</translation>
        </message>
        <message>
            <source>at first</source>
            <translation>처음에는</translation>
        </message>
        <message>
            <source>Step {0}</source>
            <translation>학습 단계 {0}</translation>
        </message>
        <message>
            <source>untrained</source>
            <translation>학습 전</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>바로 지금</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>나란히</translation>
        </message>
        <message>
            <source>One below the other</source>
            <translation>위아래로</translation>
        </message>
        <message>
            <source>From the first page to the chosen one, as many as fit</source>
            <translation>첫 쪽부터 고른 쪽까지, 들어가는 만큼 보여 줍니다</translation>
        </message>
        <message>
            <source>The chosen page large, with its neighbours</source>
            <translation>고른 쪽을 크게, 앞뒤 쪽과 함께 보여 줍니다</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>온도</translation>
        </message>
        <message>
            <source>At which the diary is written. Low: only what is likely. High: bolder, and more mistakes. All pages are written again with the weights of their step.</source>
            <translation>일기를 쓰는 온도입니다. 낮으면 확률이 높은 글자만, 높으면 과감하게 쓰고 실수도 많아집니다. 모든 쪽을 그 단계의 가중치로 다시 씁니다.</translation>
        </message>
        <message>
            <source>The net gets its first weights and writes a page with them. The first time a cell is used this takes a few seconds.</source>
            <translation>신경망이 처음 가중치를 받아 한 쪽을 씁니다. 셀을 처음 쓸 때는 몇 초 걸립니다.</translation>
        </message>
        <message>
            <source>over-fitting</source>
            <translation>과적합</translation>
        </message>
        <message>
            <source>{0} (at temperature {1})</source>
            <translation>{0}(온도 {1})</translation>
        </message>
        <message>
            <source>There is no text to learn. Choose one under “Text to learn”.</source>
            <translation>배울 글이 없습니다. ‘배울 글’에서 글을 고르십시오.</translation>
        </message>
        <message>
            <source>Watch shows another picture than the diary’s. To see here how its words came about, keep a diary of the picture that is shown now.</source>
            <translation>‘보기’의 그림은 일기의 그림이 아닙니다. 낱말이 나온 과정을 여기에서 보려면 지금 보이는 그림으로 일기를 쓰십시오.</translation>
        </message>
    </context>
    <context>
        <name>DiaryView</name>
        <message>
            <source>Diary: what the net wrote at each training step</source>
            <translation>일기: 학습 단계마다 신경망이 쓴 글</translation>
        </message>
    </context>
    <context>
        <name>DocumentDesk</name>
        <message>
            <source>Open</source>
            <translation>열기</translation>
        </message>
        <message>
            <source>{0} could not be opened</source>
            <translation>{0} 파일을 열지 못했습니다</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>저장</translation>
        </message>
        <message>
            <source>{0} could not be saved</source>
            <translation>{0} 파일을 저장하지 못했습니다</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>{0} 파일로 저장했습니다</translation>
        </message>
        <message>
            <source>Save the changes to “{0}”?</source>
            <translation>“{0}”의 바뀐 내용을 저장하시겠습니까?</translation>
        </message>
        <message>
            <source>Save your work?</source>
            <translation>작업한 내용을 저장하시겠습니까?</translation>
        </message>
        <message>
            <source>What you set up and what the net has learned will be lost otherwise.</source>
            <translation>저장하지 않으면 설정한 것과 신경망이 배운 것이 사라집니다.</translation>
        </message>
        <message>
            <source>Do not save</source>
            <translation>저장하지 않기</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>취소</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>닫기</translation>
        </message>
        <message>
            <source>RNN Lab files (*{0})</source>
            <translation>RNN Lab 파일 (*{0})</translation>
        </message>
        <message>
            <source>Clear the list</source>
            <translation>목록 지우기</translation>
        </message>
    </context>
    <context>
        <name>DrawPage</name>
        <message>
            <source>Pen</source>
            <translation>펜</translation>
        </message>
        <message>
            <source>Draw by hand in the colour chosen</source>
            <translation>고른 색으로 손으로 그립니다</translation>
        </message>
        <message>
            <source>Another drawing by lot</source>
            <translation>다른 그림 뽑기</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation>되돌리기 (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Y)</source>
            <translation>다시 하기 (Ctrl+Y)</translation>
        </message>
        <message>
            <source>Take the chosen shape away (Delete)</source>
            <translation>고른 도형 지우기 (Delete)</translation>
        </message>
        <message>
            <source>Empty paper</source>
            <translation>빈 종이</translation>
        </message>
        <message>
            <source>The net says</source>
            <translation>신경망의 말</translation>
        </message>
        <message>
            <source>Watch it look</source>
            <translation>보는 과정 따라가기</translation>
        </message>
        <message>
            <source>Follow this picture through the net, stage by stage</source>
            <translation>이 그림이 신경망을 지나는 길을 단계마다 따라갑니다</translation>
        </message>
        <message>
            <source>Right: {0}</source>
            <translation>정답: {0}</translation>
        </message>
        <message>
            <source>The net sees these 48 × 48 pixels.</source>
            <translation>신경망은 이 48 × 48 픽셀을 봅니다.</translation>
        </message>
    </context>
    <context>
        <name>DrawTools</name>
        <message>
            <source>Add a shape</source>
            <translation>도형 더하기</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>색</translation>
        </message>
        <message>
            <source>never seen by the net:</source>
            <translation>신경망이 본 적 없는 것:</translation>
        </message>
    </context>
    <context>
        <name>EditorPanel</name>
        <message>
            <source>Name</source>
            <translation>이름</translation>
        </message>
        <message>
            <source>What the cell is called, in commands and files too</source>
            <translation>셀의 이름입니다. 명령과 파일에서도 이 이름을 씁니다</translation>
        </message>
        <message>
            <source>States</source>
            <translation>상태</translation>
        </message>
        <message>
            <source>Names carried from step to step; the first is the cell's output</source>
            <translation>시점에서 시점으로 이어지는 이름입니다. 첫째가 셀의 출력입니다</translation>
        </message>
        <message>
            <source>Korean title</source>
            <translation>한국어 제목</translation>
        </message>
        <message>
            <source>Shown instead of the name; may be empty</source>
            <translation>이름 대신 보이는 제목입니다. 비워 두어도 됩니다</translation>
        </message>
        <message>
            <source>English title</source>
            <translation>영어 제목</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>설명</translation>
        </message>
        <message>
            <source>What to look at; shown above the diagram</source>
            <translation>무엇을 볼지 적습니다. 그림 위에 보입니다</translation>
        </message>
        <message>
            <source>Titles and notes</source>
            <translation>제목과 설명</translation>
        </message>
        <message>
            <source>Equations</source>
            <translation>식</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>그 자리로</translation>
        </message>
        <message numerus="yes">
            <source>%n equation(s), no mistakes.</source>
            <translation>
                <numerusform>식 %n개, 잘못된 곳이 없습니다.</numerusform>
            </translation>
        </message>
        <message>
            <source>Kept as a draft; save it and every scene offers it.</source>
            <translation>초안으로 보관됩니다. 저장하면 모든 장면에서 고를 수 있습니다.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>저장되어 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>EndPage</name>
        <message>
            <source>Play again</source>
            <translation>다시 하기</translation>
        </message>
        <message>
            <source>Other questions and another net</source>
            <translation>다른 문제를 다른 신경망과 겨룹니다</translation>
        </message>
        <message>
            <source>Same seed again</source>
            <translation>같은 시드로 다시</translation>
        </message>
        <message>
            <source>The same questions and the same net</source>
            <translation>같은 문제를 같은 신경망과 겨룹니다</translation>
        </message>
        <message>
            <source>Back to the settings</source>
            <translation>설정으로 돌아가기</translation>
        </message>
        <message>
            <source>Click a round in the chart to see how the net came to its answer.</source>
            <translation>그래프에서 라운드를 누르면 신경망이 어떻게 답했는지 보여 줍니다.</translation>
        </message>
        <message>
            <source>{0} in a row</source>
            <translation>{0}연속 정답</translation>
        </message>
        <message>
            <source>✓ Place {0} among the best scores</source>
            <translation>✓ 최고 기록 {0}위에 올랐습니다</translation>
        </message>
        <message>
            <source>The net played through</source>
            <translation>신경망이 끝까지 풀었습니다</translation>
        </message>
        <message>
            <source>A draw: {0}</source>
            <translation>비겼습니다: {0}</translation>
        </message>
        <message>
            <source>The net has won</source>
            <translation>신경망이 이겼습니다</translation>
        </message>
        <message>
            <source>You have won</source>
            <translation>여러분이 이겼습니다</translation>
        </message>
        <message>
            <source>{0} has won</source>
            <translation>{0}이 이겼습니다</translation>
        </message>
        <message>
            <source>{0} was in front from the first round to the last.</source>
            <translation>{0}이 첫 라운드부터 끝까지 앞섰습니다.</translation>
        </message>
        <message>
            <source>{0} overtook in round {1}.</source>
            <translation>{1}라운드에서 {0}이 앞질렀습니다.</translation>
        </message>
        <message>
            <source>In {0} training steps the net went from {1} to {2} of everything it could be asked.</source>
            <translation>신경망은 학습 {0}단계 만에, 나올 수 있는 모든 물음 가운데 맞히는 비율을 {1}에서 {2}로 끌어올렸습니다.</translation>
        </message>
    </context>
    <context>
        <name>EquationsPage</name>
        <message>
            <source>Numbers to learn</source>
            <translation>학습되는 값의 수</translation>
        </message>
        <message>
            <source>X symbols in, H hidden units, V symbols out; the last two terms are the output layer.</source>
            <translation>X는 입력 글자 수, H는 은닉 크기, V는 출력 글자 수입니다. 마지막 두 항은 출력층입니다.</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>출처</translation>
        </message>
    </context>
    <context>
        <name>Export</name>
        <message>
            <source>Export</source>
            <translation>내보내기</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>Drawing that can be enlarged</source>
            <translation>확대해도 깨지지 않는 그림</translation>
        </message>
    </context>
    <context>
        <name>FaultReport</name>
        <message>
            <source>Something unexpected went wrong: {0}</source>
            <translation>예상하지 못한 문제가 생겼습니다: {0}</translation>
        </message>
        <message>
            <source>Copy the details</source>
            <translation>자세한 내용 복사</translation>
        </message>
    </context>
    <context>
        <name>FilmStrip</name>
        <message>
            <source>Pictures the net never learnt from</source>
            <translation>신경망이 배운 적 없는 그림</translation>
        </message>
    </context>
    <context>
        <name>FolderBox</name>
        <message>
            <source>A folder with pictures and a file {0}; each line: file name, caption.</source>
            <translation>그림과 {0} 파일이 있는 폴더. 한 줄에 파일 이름, 설명.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>폴더</translation>
        </message>
        <message>
            <source>Folder with your own pictures</source>
            <translation>내 그림이 있는 폴더</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>폴더 고르기</translation>
        </message>
        <message>
            <source>Read the folder again</source>
            <translation>폴더 다시 읽기</translation>
        </message>
        <message>
            <source>What was left out</source>
            <translation>빠진 것</translation>
        </message>
        <message>
            <source>Reading: line {0} of {1}</source>
            <translation>읽는 중: {1}줄 가운데 {0}줄</translation>
        </message>
        <message>
            <source>The file has no pictures in it: read the folder to train on.</source>
            <translation>파일에는 그림이 없습니다. 이어서 학습하려면 폴더를 읽으십시오.</translation>
        </message>
        <message>
            <source>{0} pictures to learn from, {1} kept back to test with, {2} words</source>
            <translation>배울 그림 {0}장, 시험용 {1}장, 낱말 {2}개</translation>
        </message>
        <message>
            <source>Your own pictures</source>
            <translation>내 그림</translation>
        </message>
    </context>
    <context>
        <name>GalleryView</name>
        <message>
            <source>Test pictures</source>
            <translation>시험 그림</translation>
        </message>
        <message>
            <source>The net says: {0}. Right: {1}</source>
            <translation>신경망의 말: {0}. 정답: {1}</translation>
        </message>
    </context>
    <context>
        <name>GameBoard</name>
        <message>
            <source>{0} s</source>
            <translation>{0}초</translation>
        </message>
        <message>
            <source>Space goes on; no time is lost.</source>
            <translation>스페이스를 누르면 이어집니다. 시간은 흐르지 않습니다.</translation>
        </message>
        <message>
            <source>Space goes on.</source>
            <translation>스페이스를 누르면 이어집니다.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>잠시 멈춤</translation>
        </message>
        <message>
            <source>learning … training step {0}</source>
            <translation>배우는 중 … 학습 {0}단계</translation>
        </message>
        <message>
            <source>has answered, still covered · training step {0}</source>
            <translation>답을 적어 가려 두었습니다 · 학습 {0}단계</translation>
        </message>
        <message>
            <source>training step {0}</source>
            <translation>학습 {0}단계</translation>
        </message>
        <message>
            <source>✗ out for this blank</source>
            <translation>✗ 이 빈칸은 쉽니다</translation>
        </message>
        <message>
            <source>confidence {0}</source>
            <translation>확신 {0}</translation>
        </message>
        <message>
            <source>The net is writing its answer …</source>
            <translation>신경망이 답을 적고 있습니다 …</translation>
        </message>
        <message>
            <source>Round {0}: {1} has overtaken!</source>
            <translation>{0}라운드에서 {1}이 앞질렀습니다!</translation>
        </message>
        <message>
            <source>Return takes “{0}”; others begin like it.</source>
            <translation>엔터를 누르면 “{0}” 글자로 정합니다. 똑같이 시작하는 글자가 더 있습니다.</translation>
        </message>
        <message>
            <source>Several symbols begin with “{0}”: go on.</source>
            <translation>“{0}” 다음을 마저 입력하십시오. 똑같이 시작하는 글자가 여럿입니다.</translation>
        </message>
        <message>
            <source>The first right answer has the blank; a wrong one is out for it.</source>
            <translation>먼저 맞힌 팀이 빈칸을 가져갑니다. 틀린 팀은 그 빈칸을 쉽니다.</translation>
        </message>
        <message>
            <source>Type what comes next, or click it.</source>
            <translation>다음 글자를 입력하거나 누르십시오.</translation>
        </message>
        <message>
            <source>Type what comes next, or press its number.</source>
            <translation>다음 글자를 입력하거나 보기의 번호를 누르십시오.</translation>
        </message>
        <message>
            <source>All right.</source>
            <translation>모두 맞혔습니다.</translation>
        </message>
        <message>
            <source>Not yet: above stands what is right.</source>
            <translation>아직 모릅니다. 위에 적힌 것이 정답입니다.</translation>
        </message>
        <message>
            <source>Time is over – and the net does not know it either.</source>
            <translation>시간이 다 됐습니다. 신경망도 아직 모릅니다.</translation>
        </message>
        <message>
            <source>Given up, and the net knew it.</source>
            <translation>넘겼습니다. 신경망은 알고 있었습니다.</translation>
        </message>
        <message>
            <source>Given up – and the net does not know it either.</source>
            <translation>넘겼습니다. 신경망도 아직 모릅니다.</translation>
        </message>
        <message>
            <source>Time is over, and the net knew it.</source>
            <translation>시간이 다 됐습니다. 신경망은 알고 있었습니다.</translation>
        </message>
        <message>
            <source>You are both right.</source>
            <translation>둘 다 맞혔습니다.</translation>
        </message>
        <message>
            <source>You are right; the net does not know it yet.</source>
            <translation>맞혔습니다. 신경망은 아직 모릅니다.</translation>
        </message>
        <message>
            <source>This time only the net was right.</source>
            <translation>이번에는 신경망만 맞혔습니다.</translation>
        </message>
        <message>
            <source>Neither of you was right.</source>
            <translation>이번에는 둘 다 틀렸습니다.</translation>
        </message>
    </context>
    <context>
        <name>GameScene</name>
        <message>
            <source>Game</source>
            <translation>게임</translation>
        </message>
        <message>
            <source>Fill the blanks against a net that learns while you play</source>
            <translation>노는 동안 배우는 신경망과 빈칸 채우기를 겨룹니다</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>시드 {0}</translation>
        </message>
        <message>
            <source>Return begins.</source>
            <translation>엔터를 누르면 시작합니다.</translation>
        </message>
        <message>
            <source>Return plays again, Esc goes back to the settings.</source>
            <translation>엔터를 누르면 다시 하고, Esc를 누르면 설정으로 돌아갑니다.</translation>
        </message>
        <message>
            <source>Space plays, the arrows go step by step, Esc goes back to the game.</source>
            <translation>스페이스로 재생하고 화살표로 한 시점씩 움직입니다. Esc를 누르면 게임으로 돌아갑니다.</translation>
        </message>
        <message>
            <source>Esc pauses; leaving the window pauses, too. Return or Space goes on.</source>
            <translation>Esc를 누르거나 창을 벗어나면 멈춥니다. 엔터나 스페이스를 누르면 이어집니다.</translation>
        </message>
        <message>
            <source>Compiled kernel</source>
            <translation>컴파일한 커널</translation>
        </message>
        <message>
            <source>Interpreter</source>
            <translation>NumPy 해석기</translation>
        </message>
        <message>
            <source>Play the net’s way</source>
            <translation>신경망의 풀이 재생</translation>
        </message>
        <message>
            <source>Pause or go on</source>
            <translation>멈추기 또는 이어 하기</translation>
        </message>
    </context>
    <context>
        <name>GameSetup</name>
        <message>
            <source>Symbols</source>
            <translation>글자 보관함</translation>
        </message>
        <message>
            <source>가-하, A-Z, do re mi …</source>
            <translation>가-하, A-Z, 도 레 미 …</translation>
        </message>
        <message>
            <source>Own symbols</source>
            <translation>직접 정한 글자</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>순서</translation>
        </message>
        <message>
            <source>Who plays</source>
            <translation>누가 하는지</translation>
        </message>
        <message>
            <source>Difficulty</source>
            <translation>난이도</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>라운드 수</translation>
        </message>
        <message>
            <source>Twice the time</source>
            <translation>시간을 두 배로</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>시드</translation>
        </message>
        <message>
            <source>The same seed gives the same questions and the same net</source>
            <translation>시드가 같으면 문제와 신경망이 같습니다</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>다른 시드</translation>
        </message>
    </context>
    <context>
        <name>GameWords</name>
        <message>
            <source>Own</source>
            <translation>직접 정하기</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>바로</translation>
        </message>
        <message>
            <source>As everybody knows it</source>
            <translation>누구나 아는 순서</translation>
        </message>
        <message>
            <source>Reversed</source>
            <translation>거꾸로</translation>
        </message>
        <message>
            <source>From the end to the beginning</source>
            <translation>끝에서 처음으로</translation>
        </message>
        <message>
            <source>Every second</source>
            <translation>한 칸씩 건너</translation>
        </message>
        <message>
            <source>One is left out each time</source>
            <translation>매번 한 글자를 건너뜁니다</translation>
        </message>
        <message>
            <source>Alone</source>
            <translation>혼자</translation>
        </message>
        <message>
            <source>You against the net</source>
            <translation>혼자서 신경망과 겨룹니다</translation>
        </message>
        <message>
            <source>Two teams</source>
            <translation>두 팀</translation>
        </message>
        <message>
            <source>Two teams on one keyboard: the first right answer has the blank</source>
            <translation>글쇠판 하나로 두 팀이 겨룹니다. 먼저 맞힌 팀이 빈칸을 가져갑니다</translation>
        </message>
        <message>
            <source>Watch</source>
            <translation>구경</translation>
        </message>
        <message>
            <source>The net plays alone, and you see it learn</source>
            <translation>신경망 혼자 풀면서 배우는 모습을 봅니다</translation>
        </message>
        <message>
            <source>Easy</source>
            <translation>쉬움</translation>
        </message>
        <message>
            <source>The net learns slowly</source>
            <translation>신경망이 천천히 배웁니다</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>보통</translation>
        </message>
        <message>
            <source>The net catches up in the middle of the game</source>
            <translation>게임 중간쯤 신경망이 따라잡습니다</translation>
        </message>
        <message>
            <source>Hard</source>
            <translation>어려움</translation>
        </message>
        <message>
            <source>The net learns fast</source>
            <translation>신경망이 빠르게 배웁니다</translation>
        </message>
        <message>
            <source>Net</source>
            <translation>신경망</translation>
        </message>
        <message>
            <source>Team A</source>
            <translation>A 팀</translation>
        </message>
        <message>
            <source>Team B</source>
            <translation>B 팀</translation>
        </message>
        <message>
            <source>You</source>
            <translation>여러분</translation>
        </message>
    </context>
    <context>
        <name>GeneratePage</name>
        <message>
            <source>A beginning, or nothing: the net writes on from here.</source>
            <translation>앞부분을 쓰십시오. 비워 두어도 됩니다. 신경망이 이어서 씁니다.</translation>
        </message>
        <message>
            <source>Beginning</source>
            <translation>앞부분</translation>
        </message>
        <message>
            <source>Return writes on, Shift+Return begins another line</source>
            <translation>Enter를 누르면 이어서 쓰고, Shift+Enter를 누르면 줄을 바꿉니다</translation>
        </message>
        <message>
            <source>The same draws at several temperatures</source>
            <translation>같은 추첨을 여러 온도로 비교합니다</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>길이</translation>
        </message>
        <message>
            <source>Letters to be written</source>
            <translation>쓸 글자 수</translation>
        </message>
        <message>
            <source>Top-k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Only the k likeliest letters may be drawn</source>
            <translation>확률이 높은 글자 k개 중에서만 뽑습니다</translation>
        </message>
        <message>
            <source>Top-p</source>
            <translation>Top-p</translation>
        </message>
        <message>
            <source>Only the likeliest letters that together have this probability may be drawn</source>
            <translation>확률이 높은 순서로 더해 이 확률이 될 때까지의 글자 중에서만 뽑습니다</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>시드</translation>
        </message>
        <message>
            <source>The same seed draws the same</source>
            <translation>시드가 같으면 같은 글이 나옵니다</translation>
        </message>
        <message>
            <source>Pace</source>
            <translation>속도</translation>
        </message>
        <message>
            <source>How fast the letters appear</source>
            <translation>글자가 나타나는 빠르기</translation>
        </message>
        <message>
            <source>all</source>
            <translation>모두</translation>
        </message>
        <message>
            <source>Draw anew</source>
            <translation>다시 뽑기</translation>
        </message>
        <message>
            <source>{0} letters/s</source>
            <translation>초당 {0}글자</translation>
        </message>
        <message>
            <source>full speed</source>
            <translation>최고 속도</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>멈추기</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>쓰기</translation>
        </message>
        <message>
            <source>Train a net first</source>
            <translation>먼저 신경망을 학습시키십시오</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>나란히</translation>
        </message>
    </context>
    <context>
        <name>GradientScene</name>
        <message>
            <source>Gradients</source>
            <translation>기울기</translation>
        </message>
        <message>
            <source>Watch gradients vanish, explode or flow through time</source>
            <translation>기울기가 시간을 거슬러 사라지고, 폭발하고, 흐르는 모습을 봅니다</translation>
        </message>
        <message>
            <source>Gradient flow</source>
            <translation>기울기의 흐름</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Jacobian</source>
            <translation>야코비</translation>
        </message>
        <message>
            <source>Saturation</source>
            <translation>포화</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>손실</translation>
        </message>
        <message>
            <source>|∂L/∂state| of every step, on a log axis</source>
            <translation>시점마다의 |∂L/∂상태|, 로그 축</translation>
        </message>
        <message>
            <source>Singular values of the product of all Jacobians from a step to the last one</source>
            <translation>한 시점에서 마지막 시점까지 야코비 행렬을 모두 곱한 것의 특잇값</translation>
        </message>
        <message>
            <source>Where tanh and σ are so flat that no gradient passes</source>
            <translation>tanh와 σ가 너무 평평해서 기울기가 지나가지 못하는 곳</translation>
        </message>
        <message>
            <source>Loss of every cell over the training steps</source>
            <translation>학습하는 동안 셀마다의 손실</translation>
        </message>
        <message>
            <source>Space sends the loss back through time, the arrows go step by step, F1 shows all keys.</source>
            <translation>스페이스는 손실을 시간을 거슬러 보내고, 화살표는 한 시점씩 이동하며, F1은 모든 단축키를 보여 줍니다.</translation>
        </message>
        <message>
            <source>gradients in float64</source>
            <translation>기울기는 float64로 계산</translation>
        </message>
    </context>
    <context>
        <name>GradientSetup</name>
        <message>
            <source>as drawn</source>
            <translation>뽑은 대로</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>See what happens</source>
            <translation>일어날 일</translation>
        </message>
        <message>
            <source>Cells on one time axis</source>
            <translation>시간 축 하나 위의 셀</translation>
        </message>
        <message>
            <source>Length T</source>
            <translation>수열 길이 T</translation>
        </message>
        <message>
            <source>Time steps: one symbol, then blanks until it is asked for</source>
            <translation>시점의 수: 글자 하나를 보여 준 뒤, 다시 물을 때까지 빈칸이 이어집니다</translation>
        </message>
        <message>
            <source>Spectral radius</source>
            <translation>스펙트럼 반경</translation>
        </message>
        <message>
            <source>Largest eigenvalue of the initial recurrent matrices: above 1 the net amplifies</source>
            <translation>처음 순환 행렬의 가장 큰 고윳값: 1보다 크면 신경망이 증폭합니다</translation>
        </message>
        <message>
            <source>Forget-gate bias</source>
            <translation>망각 게이트 편향</translation>
        </message>
        <message>
            <source>Bias of the gate that keeps a state’s own value: a large one keeps the gate open</source>
            <translation>상태 자신의 값을 지키는 게이트의 편향: 크면 게이트가 열려 있습니다</translation>
        </message>
        <message>
            <source>Clip gradient at</source>
            <translation>기울기 자르기</translation>
        </message>
        <message>
            <source>A longer gradient is shortened to this before the weights are changed</source>
            <translation>이보다 긴 기울기는 가중치를 바꾸기 전에 이 길이로 줄입니다</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>Numbers the net carries from step to step</source>
            <translation>신경망이 시점마다 넘겨주는 숫자의 개수</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>How far the weights move at a training step</source>
            <translation>학습 한 번에 가중치가 움직이는 정도</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>시드</translation>
        </message>
        <message>
            <source>The same seed gives the same initial weights</source>
            <translation>시드가 같으면 처음 가중치도 같습니다</translation>
        </message>
        <message>
            <source>Other initial weights</source>
            <translation>다른 처음 가중치</translation>
        </message>
        <message>
            <source>No such gate in: {0}</source>
            <translation>이런 게이트가 없는 셀: {0}</translation>
        </message>
    </context>
    <context>
        <name>GradientTraining</name>
        <message>
            <source>Before</source>
            <translation>학습 전</translation>
        </message>
        <message>
            <source>After</source>
            <translation>지금</translation>
        </message>
        <message>
            <source>The initial weights</source>
            <translation>처음 가중치</translation>
        </message>
        <message>
            <source>The newest weights, also while training</source>
            <translation>가장 새로운 가중치, 학습하는 동안에도</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>멈춤</translation>
        </message>
        <message>
            <source>Train on</source>
            <translation>더 학습</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>학습</translation>
        </message>
        <message>
            <source>A loss is no longer a number: the gradient exploded. Clip it, then reset.</source>
            <translation>손실이 더는 숫자가 아닙니다. 기울기가 폭발했습니다. 기울기를 자르고 처음으로 되돌리십시오.</translation>
        </message>
        <message>
            <source>Not trained yet. Task: say the first symbol again at the last step.</source>
            <translation>아직 학습하지 않았습니다. 과제: 첫 글자를 마지막 시점에서 다시 말하기.</translation>
        </message>
        <message>
            <source>Training step {0}</source>
            <translation>학습 {0}회</translation>
        </message>
    </context>
    <context>
        <name>GradientView</name>
        <message>
            <source>How the gradient flows back through time</source>
            <translation>기울기가 시간을 거슬러 흐르는 모습</translation>
        </message>
        <message>
            <source>×{0} a step</source>
            <translation>시점당 ×{0}</translation>
        </message>
        <message>
            <source>Gradient |∂L_{T} / ∂state_{t}|</source>
            <translation>기울기 |∂L_{T} / ∂상태_{t}|</translation>
        </message>
        <message>
            <source>Singular values of ∂state_{T} / ∂state_{t}</source>
            <translation>∂상태_{T} / ∂상태_{t}의 특잇값</translation>
        </message>
        <message>
            <source>Saturated units (derivative &lt; 0.1)</source>
            <translation>포화된 유닛 (도함수 &lt; 0.1)</translation>
        </message>
        <message>
            <source>Loss while training</source>
            <translation>학습하는 동안의 손실</translation>
        </message>
        <message>
            <source>dashed: bound λᵀ⁻ᵗ (Pascanu 2013)</source>
            <translation>점선: 상한 λᵀ⁻ᵗ (Pascanu 2013)</translation>
        </message>
        <message>
            <source>thin: before clipping</source>
            <translation>가는 선: 자르기 전</translation>
        </message>
        <message>
            <source>thick: largest, thin: median</source>
            <translation>굵은 선: 최댓값, 가는 선: 중앙값</translation>
        </message>
        <message>
            <source>Press Train: the loss of every cell appears here.</source>
            <translation>‘학습’을 누르면 셀마다의 손실이 여기에 나타납니다.</translation>
        </message>
        <message>
            <source>Gradient at step {0}: {1}</source>
            <translation>시점 {0}의 기울기: {1}</translation>
        </message>
        <message>
            <source>Measuring the gradients</source>
            <translation>기울기를 재고 있습니다</translation>
        </message>
        <message>
            <source>The loss of the last step is being sent back through the net.</source>
            <translation>마지막 시점의 손실을 신경망에 거꾸로 흘려보내고 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>GradientsPage</name>
        <message>
            <source>Derived from the equations by the chain rule. δq means ∂L/∂q, k is the right answer, N the number of answers.</source>
            <translation>식에서 연쇄 법칙으로 이끌어 낸 것입니다. δq는 ∂L/∂q, k는 정답, N은 답의 수입니다.</translation>
        </message>
        <message>
            <source>(q &gt; 0) is 1 where that is true, else 0.</source>
            <translation>(q &gt; 0)은 참이면 1, 아니면 0입니다.</translation>
        </message>
        <message>
            <source>Where it begins</source>
            <translation>시작하는 곳</translation>
        </message>
        <message>
            <source>Back through one time step</source>
            <translation>한 시점을 거슬러</translation>
        </message>
        <message>
            <source>For the weights: sums over time</source>
            <translation>가중치: 모든 시점의 합</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>여기서</translation>
        </message>
    </context>
    <context>
        <name>InsidePage</name>
        <message>
            <source>Its own page</source>
            <translation>스스로 쓴 글</translation>
        </message>
        <message>
            <source>The text</source>
            <translation>배울 글</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>생성한 글</translation>
        </message>
        <message>
            <source>My text</source>
            <translation>내 글</translation>
        </message>
        <message>
            <source>What the net of this training step wrote in its diary</source>
            <translation>이 학습 단계의 신경망이 일기에 쓴 글</translation>
        </message>
        <message>
            <source>The beginning of the text it learns</source>
            <translation>배우는 글의 앞부분</translation>
        </message>
        <message>
            <source>What it wrote last under Generate</source>
            <translation>생성에서 마지막으로 쓴 글</translation>
        </message>
        <message>
            <source>Type or paste anything</source>
            <translation>직접 쓰거나 붙여 넣은 글</translation>
        </message>
        <message>
            <source>Guesses below</source>
            <translation>글자 밑에 추측</translation>
        </message>
        <message>
            <source>Below every letter the five likeliest next ones</source>
            <translation>글자마다 다음에 올 확률이 가장 높은 글자 다섯 개</translation>
        </message>
        <message>
            <source>Type or paste a text here: the net reads it as you write.</source>
            <translation>여기에 글을 쓰거나 붙여 넣으십시오. 쓰는 대로 신경망이 읽습니다.</translation>
        </message>
        <message>
            <source>The unit before (Up)</source>
            <translation>이전 유닛(위 화살표)</translation>
        </message>
        <message>
            <source>The next unit (Down)</source>
            <translation>다음 유닛(아래 화살표)</translation>
        </message>
        <message>
            <source>There is no net yet. Train one, then look inside it.</source>
            <translation>아직 신경망이 없습니다. 먼저 학습시킨 다음 들여다보십시오.</translation>
        </message>
        <message>
            <source>Nothing has been written yet. Go to Generate first.</source>
            <translation>아직 생성한 글이 없습니다. 먼저 생성으로 가십시오.</translation>
        </message>
        <message>
            <source>Type or paste a text above.</source>
            <translation>위에 글을 쓰거나 붙여 넣으십시오.</translation>
        </message>
        <message>
            <source>There is no text yet.</source>
            <translation>아직 글이 없습니다.</translation>
        </message>
        <message>
            <source>Left out, because the net does not know them: {0}</source>
            <translation>신경망이 모르는 글자는 빼고 읽었습니다: {0}</translation>
        </message>
        <message>
            <source>follows: {0} ({1})</source>
            <translation>따르는 것: {0} ({1})</translation>
        </message>
    </context>
    <context>
        <name>InsidePanel</name>
        <message>
            <source>Units</source>
            <translation>유닛</translation>
        </message>
        <message>
            <source>ranked by how closely they follow</source>
            <translation>무엇을 잘 따르는지에 따른 순서</translation>
        </message>
        <message>
            <source>Units, ranked by correlation</source>
            <translation>상관계수 순서로 늘어놓은 유닛</translation>
        </message>
        <message>
            <source>Pearson’s correlation, measured on this text; Up and Down go from unit to unit</source>
            <translation>이 글에서 잰 피어슨 상관계수. 위아래 화살표로 유닛을 바꿉니다</translation>
        </message>
        <message>
            <source>anything</source>
            <translation>무엇이든</translation>
        </message>
        <message>
            <source>Point at a letter: what does the net expect next?</source>
            <translation>글자를 가리켜 보십시오. 신경망은 다음에 무엇을 예상합니까?</translation>
        </message>
        <message>
            <source>After “{0}” it expects</source>
            <translation>‘{0}’ 다음에 예상하는 글자</translation>
        </message>
        <message>
            <source>Here the text ends.</source>
            <translation>여기에서 글이 끝납니다.</translation>
        </message>
        <message>
            <source>“{0}” came: a surprise of {1} bits.</source>
            <translation>실제로는 ‘{0}’: {1}비트만큼 뜻밖입니다.</translation>
        </message>
        <message>
            <source>Gates and states here</source>
            <translation>이 글자의 게이트와 상태</translation>
        </message>
    </context>
    <context>
        <name>InspectorSurface</name>
        <message>
            <source>Back to what was shown before</source>
            <translation>앞에서 보던 것으로 돌아갑니다</translation>
        </message>
        <message>
            <source>Let go, and follow the playback again</source>
            <translation>고정을 풀고 다시 재생을 따라갑니다</translation>
        </message>
        <message>
            <source>Hold this unit at 0 at every step</source>
            <translation>모든 시점에서 이 유닛을 0으로 고정합니다</translation>
        </message>
        <message>
            <source>Hold at 0</source>
            <translation>0으로 고정</translation>
        </message>
        <message>
            <source>Let it go</source>
            <translation>고정 풀기</translation>
        </message>
        <message>
            <source>Back to trained</source>
            <translation>학습된 값으로</translation>
        </message>
        <message>
            <source>Undo everything that was changed by hand</source>
            <translation>손으로 바꾼 것을 모두 되돌립니다</translation>
        </message>
        <message>
            <source>Show the terms as vectors, unit by unit</source>
            <translation>각 항을 벡터로, 유닛별로 봅니다</translation>
        </message>
        <message>
            <source>Try it yourself</source>
            <translation>직접 해 보기</translation>
        </message>
        <message>
            <source>Where numbers come from</source>
            <translation>숫자가 나온 곳</translation>
        </message>
        <message>
            <source>Train a net. Then point at any number, and here you see how it came about.</source>
            <translation>신경망을 학습시킨 뒤 아무 숫자나 가리키면, 그 숫자가 어떻게 나왔는지 여기에 보입니다.</translation>
        </message>
        <message>
            <source>sum</source>
            <translation>합</translation>
        </message>
        <message>
            <source>product</source>
            <translation>곱</translation>
        </message>
        <message>
            <source>held at</source>
            <translation>고정한 값</translation>
        </message>
        <message>
            <source>picks the column of “{0}”</source>
            <translation>“{0}” 열만 고릅니다</translation>
        </message>
        <message>
            <source>row {0} times the column = {1}</source>
            <translation>{0} 행 × 세로 벡터 = {1}</translation>
        </message>
        <message>
            <source>Drag a cell up or down to change it.</source>
            <translation>칸을 위아래로 끌면 값이 바뀝니다.</translation>
        </message>
        <message>
            <source>Teal: less would be better. Orange: more.</source>
            <translation>청록은 줄이면, 주황은 늘리면 좋아집니다.</translation>
        </message>
        <message>
            <source>{0}: learnt in training</source>
            <translation>{0}: 학습으로 얻은 값</translation>
        </message>
        <message>
            <source>{0}: what goes in</source>
            <translation>{0}: 들어가는 것</translation>
        </message>
        <message>
            <source>{0}: before the first step</source>
            <translation>{0}: 첫 시점 이전</translation>
        </message>
        <message>
            <source>How {0} is computed</source>
            <translation>{0}의 계산</translation>
        </message>
        <message>
            <source>{0} numbers, the same at every step</source>
            <translation>숫자 {0}개, 모든 시점에서 같습니다</translation>
        </message>
        <message>
            <source>the mean over all steps with a target</source>
            <translation>정답이 있는 모든 시점의 평균</translation>
        </message>
        <message>
            <source>nothing was seen yet: all zeros</source>
            <translation>아직 본 것이 없어 모두 0입니다</translation>
        </message>
        <message>
            <source>layer {0}, step {1}, at “{2}”</source>
            <translation>{0}층, {1}번째 시점 “{2}”</translation>
        </message>
        <message>
            <source>step {0}, at “{1}”</source>
            <translation>{0}번째 시점 “{1}”</translation>
        </message>
        <message>
            <source>One-hot: a 1 at “{0}”, number {1} of {2}, and 0 everywhere else.</source>
            <translation>원-핫: {2}글자 중 {1}번째인 “{0}” 자리만 1이고 나머지는 모두 0입니다.</translation>
        </message>
        <message>
            <source>The net itself gave this symbol at step {0}.</source>
            <translation>이 글자는 {0}번째 시점에 신경망이 스스로 낸 답입니다.</translation>
        </message>
        <message>
            <source>No symbol is wanted at this step, so there is no loss.</source>
            <translation>이 시점에는 정답이 없어 손실도 없습니다.</translation>
        </message>
        <message>
            <source>Every step adds its share to the slope, because every step uses the same numbers.</source>
            <translation>모든 시점이 같은 숫자를 쓰므로, 시점마다의 몫이 기울기에 더해집니다.</translation>
        </message>
        <message>
            <source>A unit is held. Play from the start: which symbol goes wrong first?</source>
            <translation>유닛이 고정되어 있습니다. 처음부터 재생하면 어느 글자부터 틀립니까?</translation>
        </message>
        <message>
            <source>A weight was changed. Which answers hold, which ones tip over?</source>
            <translation>가중치가 바뀌었습니다. 어떤 답이 버티고 어떤 답이 뒤집힙니까?</translation>
        </message>
        <message>
            <source>Drag a cell of the matrix up or down: which answer changes first?</source>
            <translation>행렬의 칸을 위아래로 끌어 보십시오. 어느 답이 먼저 바뀝니까?</translation>
        </message>
        <message>
            <source>Choose the second likeliest symbol: which row of the matrix argues for it?</source>
            <translation>두 번째로 그럴듯한 글자를 골라 보십시오. 행렬의 어느 행이 그 글자에 힘을 싣습니까?</translation>
        </message>
        <message>
            <source>Choose a row in the picked column: it is all that the symbol adds to that unit.</source>
            <translation>골라진 열의 한 칸을 눌러 보십시오. 그 글자가 그 유닛에 더하는 것은 그 숫자뿐입니다.</translation>
        </message>
        <message>
            <source>Compare step 1 with step 2: which terms are still zero at step 1?</source>
            <translation>1번째와 2번째 시점을 견주어 보십시오. 1번째 시점에는 어떤 항이 0입니까?</translation>
        </message>
        <message>
            <source>Hold a unit at 0: from which symbol on does it go wrong?</source>
            <translation>유닛 하나를 0으로 고정하면 어느 글자부터 틀립니까?</translation>
        </message>
        <message>
            <source>One number: {0}</source>
            <translation>{0} 한 칸</translation>
        </message>
        <message>
            <source>This number does not change the loss.</source>
            <translation>이 숫자는 손실을 바꾸지 않습니다.</translation>
        </message>
        <message>
            <source>A little more here would lower the loss.</source>
            <translation>조금 더 크면 손실이 줄어듭니다.</translation>
        </message>
        <message>
            <source>A little less here would lower the loss.</source>
            <translation>조금 더 작으면 손실이 줄어듭니다.</translation>
        </message>
        <message>
            <source>trained: {0}</source>
            <translation>학습된 값 {0}</translation>
        </message>
        <message>
            <source>This unit follows the carry: r = {0} over 512 random sums.</source>
            <translation>이 유닛은 올림을 따라갑니다. 무작위 덧셈 512개에서 r = {0}입니다.</translation>
        </message>
        <message>
            <source>Softmax of two is one sigmoid: the probability of {0} is σ(y[{0}] − y[{1}]).</source>
            <translation>두 값의 softmax는 시그모이드 하나와 같습니다. {0}의 확률은 σ(y[{0}] − y[{1}])입니다.</translation>
        </message>
        <message>
            <source>The numbers themselves go in: {0}.</source>
            <translation>원-핫이 아니라 수가 그대로 들어갑니다: {0}.</translation>
        </message>
        <message>
            <source>Go from step to step: at which symbol does this number change most?</source>
            <translation>시점을 하나씩 옮겨 보십시오. 어느 글자에서 이 수가 가장 많이 바뀝니까?</translation>
        </message>
        <message>
            <source>No right answer is known here, so there is no loss.</source>
            <translation>여기에는 알려진 정답이 없어 손실도 없습니다.</translation>
        </message>
    </context>
    <context>
        <name>LaneCard</name>
        <message>
            <source>singular value of ∂{0}</source>
            <translation>∂{0}의 최대 특잇값</translation>
        </message>
        <message>
            <source>saturated in {0}</source>
            <translation>{0}의 포화</translation>
        </message>
        <message>
            <source>bound λ</source>
            <translation>상한 λ</translation>
        </message>
        <message>
            <source>clipped to</source>
            <translation>자른 뒤</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>손실</translation>
        </message>
        <message>
            <source>right</source>
            <translation>정답</translation>
        </message>
        <message>
            <source>Nothing arrives at the first step.</source>
            <translation>첫 시점에는 아무것도 닿지 않습니다.</translation>
        </message>
        <message>
            <source>Explodes, but clipping holds the update at its limit.</source>
            <translation>폭발하지만, 기울기 자르기가 갱신을 한도 안에 붙잡아 둡니다.</translation>
        </message>
        <message>
            <source>Vanishes: only {0} of it reaches step 1.</source>
            <translation>사라집니다: 첫 시점에는 {0}배만 닿습니다.</translation>
        </message>
        <message>
            <source>Explodes: {0} times as large at step 1.</source>
            <translation>폭발합니다: 첫 시점에서 {0}배로 커집니다.</translation>
        </message>
        <message>
            <source>Flows along {0}: {1} of it reaches step 1.</source>
            <translation>{0}를 따라 흐릅니다: 첫 시점에 {1}배가 닿습니다.</translation>
        </message>
        <message>
            <source>Reaches step 1 at {0} of its size.</source>
            <translation>첫 시점에 {0}배의 크기로 닿습니다.</translation>
        </message>
    </context>
    <context>
        <name>LetterBox</name>
        <message>
            <source>“{0}”: 1 at place {1} of {2}</source>
            <translation>“{0}”: {2}칸 가운데 {1}번째 칸이 1</translation>
        </message>
        <message>
            <source>Point at a symbol to see its vector</source>
            <translation>글자를 가리키면 벡터가 보입니다</translation>
        </message>
    </context>
    <context>
        <name>LetterPage</name>
        <message>
            <source>Back to the text</source>
            <translation>글로 돌아가기</translation>
        </message>
        <message>
            <source>The letters around it; the states before them are those of the whole text.</source>
            <translation>앞뒤의 글자들입니다. 그 앞의 상태는 글 전체를 읽으며 얻은 것입니다.</translation>
        </message>
        <message>
            <source>What the net writes after this letter, always with the same draws</source>
            <translation>이 글자 다음에 신경망이 쓰는 글입니다. 늘 같은 난수로 뽑습니다</translation>
        </message>
        <message>
            <source>With your change</source>
            <translation>바꾼 신경망이 이어 쓴 글</translation>
        </message>
        <message>
            <source>As trained it writes on</source>
            <translation>학습된 대로 이어 쓴 글</translation>
        </message>
        <message>
            <source>It writes on</source>
            <translation>이어 쓴 글</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;File</source>
            <translation>파일(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>편집(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>실행(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>보기(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>도움말(&amp;H)</translation>
        </message>
    </context>
    <context>
        <name>MapDetail</name>
        <message>
            <source>Open in the Sequence scene</source>
            <translation>수열 장면에서 열기</translation>
        </message>
        <message>
            <source>No cell yet</source>
            <translation>아직 고른 칸이 없습니다</translation>
        </message>
        <message>
            <source>Point at a cell of the map to read its numbers; a click opens its net.</source>
            <translation>지도의 칸을 가리키면 숫자가 보입니다. 누르면 그 신경망이 열립니다.</translation>
        </message>
        <message>
            <source>not yet trained</source>
            <translation>아직 학습하지 않았습니다</translation>
        </message>
        <message>
            <source>{0} of {1} seeds solve it</source>
            <translation>시드 {1}개 가운데 {0}개가 풉니다</translation>
        </message>
        <message>
            <source>median step {0} (middle half {1})</source>
            <translation>중앙값 {0}단계(가운데 절반 {1})</translation>
        </message>
        <message>
            <source>median loss at the end {0}</source>
            <translation>마지막 손실의 중앙값 {0}</translation>
        </message>
        <message numerus="yes">
            <source>%n diverged</source>
            <translation>
                <numerusform>발산 %n개</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} weights</source>
            <translation>가중치 {0}개</translation>
        </message>
    </context>
    <context>
        <name>MapPanel</name>
        <message>
            <source>Back to the decoder</source>
            <translation>디코더로 돌아가기</translation>
        </message>
        <message>
            <source>What excites it</source>
            <translation>무엇에 반응하는지</translation>
        </message>
        <message>
            <source>Map {0} of block {1}</source>
            <translation>블록 {1}의 맵 {0}</translation>
        </message>
        <message>
            <source>{0}×{0} values from 0 to {1}; green is where the map answers to the picture shown.</source>
            <translation>0에서 {1}까지 {0}×{0}개의 값. 초록은 이 그림에서 맵이 반응하는 곳입니다.</translation>
        </message>
        <message>
            <source>Searching the test pictures …</source>
            <translation>시험 그림에서 찾는 중 …</translation>
        </message>
        <message>
            <source>The pieces of {0} test pictures at which this map is greatest: exactly what one of its units sees.</source>
            <translation>시험 그림 {0}장에서 이 맵이 가장 커지는 조각: 유닛 하나가 보는 바로 그 부분입니다.</translation>
        </message>
        <message>
            <source>Nothing excites this map: it is 0 on all test pictures.</source>
            <translation>아무것에도 반응하지 않습니다. 모든 시험 그림에서 0입니다.</translation>
        </message>
    </context>
    <context>
        <name>MapView</name>
        <message>
            <source>Choose two settings at the left and draw the map: each cell is trained from many seeds.</source>
            <translation>왼쪽에서 두 설정을 고르고 지도를 그리십시오. 칸마다 여러 시드로 학습합니다.</translation>
        </message>
        <message>
            <source>share of seeds that solve it</source>
            <translation>푸는 시드의 비율</translation>
        </message>
        <message>
            <source>Success map</source>
            <translation>성공 지도</translation>
        </message>
    </context>
    <context>
        <name>MoreSettings</name>
        <message>
            <source>More settings</source>
            <translation>설정 더 보기</translation>
        </message>
        <message>
            <source>Other initial weights and pictures</source>
            <translation>다른 초기 가중치와 그림</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>맵</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>블록</translation>
        </message>
        <message>
            <source>Last maps</source>
            <translation>마지막 맵 수</translation>
        </message>
        <message>
            <source>Features F</source>
            <translation>특징 F</translation>
        </message>
        <message>
            <source>Word vector</source>
            <translation>낱말 벡터</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>층 수</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>배치</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>학습 단계</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>The same seed gives the same weights and the same pictures</source>
            <translation>같은 시드는 같은 가중치와 같은 그림을 줍니다</translation>
        </message>
        <message>
            <source>Feature maps of the first block; each further one but the last has twice as many</source>
            <translation>첫 블록의 특징 맵 수. 마지막 블록 앞까지는 블록마다 두 배가 됩니다</translation>
        </message>
        <message>
            <source>Each is two convolutions; between them maps are halved by max-pooling</source>
            <translation>블록은 합성곱 두 개. 블록 사이에서 max-pooling으로 맵이 반으로 줄어듭니다</translation>
        </message>
        <message>
            <source>Feature maps of the last block; of each only the greatest value is passed on</source>
            <translation>마지막 블록의 특징 맵 수. 맵마다 가장 큰 값 하나만 다음으로 넘깁니다</translation>
        </message>
        <message>
            <source>Size of the vector that the picture becomes</source>
            <translation>그림이 바뀌어 되는 벡터의 크기</translation>
        </message>
        <message>
            <source>Size of a word's vector, where features enter at every step</source>
            <translation>특징이 시점마다 들어갈 때 낱말 벡터의 크기</translation>
        </message>
        <message>
            <source>Layers of the decoder</source>
            <translation>디코더의 층 수</translation>
        </message>
        <message>
            <source>Pictures a training step</source>
            <translation>학습 단계 하나의 그림 수</translation>
        </message>
        <message>
            <source>Training steps of the whole schedule</source>
            <translation>전체 일정의 학습 단계 수</translation>
        </message>
        <message>
            <source>Its greatest value: it rises to it, then falls to nearly 0</source>
            <translation>가장 큰 값: 여기까지 올랐다가 거의 0으로 내려갑니다</translation>
        </message>
        <message>
            <source>Optimiser</source>
            <translation>최적화</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>모멘텀</translation>
        </message>
        <message>
            <source>Clip gradient</source>
            <translation>기울기 자르기</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>시드</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>멈추기</translation>
        </message>
        <message>
            <source>at step</source>
            <translation>단계</translation>
        </message>
        <message>
            <source>Pace</source>
            <translation>속도</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>Other initial weights</source>
            <translation>다른 초기 가중치</translation>
        </message>
        <message>
            <source>The same seed gives the same initial weights</source>
            <translation>시드가 같으면 초기 가중치도 같습니다</translation>
        </message>
        <message>
            <source>after steps</source>
            <translation>정한 단계에서</translation>
        </message>
        <message>
            <source>when solved</source>
            <translation>모두 맞히면</translation>
        </message>
        <message>
            <source>by hand</source>
            <translation>직접 멈춤</translation>
        </message>
        <message>
            <source>{0} steps/s</source>
            <translation>초당 {0}단계</translation>
        </message>
        <message>
            <source>full speed</source>
            <translation>가장 빠르게</translation>
        </message>
        <message>
            <source>Slow training down to watch it learn</source>
            <translation>배우는 모습을 보도록 학습을 천천히 합니다</translation>
        </message>
    </context>
    <context>
        <name>MoreTextSettings</name>
        <message>
            <source>More settings</source>
            <translation>설정 더 보기</translation>
        </message>
        <message>
            <source>constant</source>
            <translation>일정</translation>
        </message>
        <message>
            <source>cosine</source>
            <translation>코사인</translation>
        </message>
        <message>
            <source>halving</source>
            <translation>절반씩</translation>
        </message>
        <message>
            <source>fastest</source>
            <translation>가장 빠른 것</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>none</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>Other initial weights</source>
            <translation>다른 초기 가중치로</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>학습 단계</translation>
        </message>
        <message>
            <source>Training ends after so many steps</source>
            <translation>이만큼 학습하면 끝납니다</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>How far Adam moves the weights at a training step</source>
            <translation>학습 단계마다 Adam이 가중치를 옮기는 크기</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>학습률 일정</translation>
        </message>
        <message>
            <source>How the learning rate falls towards the end</source>
            <translation>끝으로 가면서 학습률을 줄이는 방법</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>준비 단계</translation>
        </message>
        <message>
            <source>Steps over which the rate climbs at first</source>
            <translation>처음에 학습률이 올라가는 단계 수</translation>
        </message>
        <message>
            <source>Window T</source>
            <translation>창 길이 T</translation>
        </message>
        <message>
            <source>Letters that gradients go back; the state is carried on from window to window</source>
            <translation>기울기가 거슬러 올라가는 글자 수. 상태는 다음 창으로 이어집니다</translation>
        </message>
        <message>
            <source>Batch B</source>
            <translation>배치 B</translation>
        </message>
        <message>
            <source>Places in the text that are read side by side</source>
            <translation>글의 여러 곳을 나란히 읽는 수</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>드롭아웃</translation>
        </message>
        <message>
            <source>Share of a layer’s outputs that the layer above does not see while training</source>
            <translation>학습할 때 위층에 감추는 출력의 비율</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>클리핑</translation>
        </message>
        <message>
            <source>A longer gradient is shortened to this</source>
            <translation>기울기가 이보다 길면 이 길이로 줄입니다</translation>
        </message>
        <message>
            <source>Test share</source>
            <translation>검증 비율</translation>
        </message>
        <message>
            <source>The end of the text is held back: how well the net does on what it never read</source>
            <translation>글의 끝부분을 남겨 두고, 읽지 않은 글에서 얼마나 잘하는지 잽니다</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>정밀도</translation>
        </message>
        <message>
            <source>bfloat16 is faster where the machine has it</source>
            <translation>컴퓨터가 지원하면 bfloat16이 더 빠릅니다</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>시드</translation>
        </message>
        <message>
            <source>The same seed gives the same initial weights</source>
            <translation>시드가 같으면 초기 가중치도 같습니다</translation>
        </message>
    </context>
    <context>
        <name>NetPanel</name>
        <message>
            <source>What trains it</source>
            <translation>학습하는 엔진</translation>
        </message>
        <message>
            <source>Dashed: the text itself</source>
            <translation>점선: 배울 글의 값</translation>
        </message>
        <message>
            <source>Try it yourself</source>
            <translation>직접 해 보기</translation>
        </message>
        <message>
            <source>Go back to the first step and play through the diary. When do spaces come, when short words, when whole lines?</source>
            <translation>처음으로 돌아가 일기를 재생해 보십시오. 빈칸은 언제, 짧은 낱말은 언제, 온전한 줄은 언제 나타납니까?</translation>
        </message>
        <message>
            <source>{0} bits a letter</source>
            <translation>글자당 {0}비트</translation>
        </message>
        <message>
            <source>It is as unsure of the next letter as if it chose among {0} equally likely ones.</source>
            <translation>다음 글자를 확률이 같은 {0}글자 중에서 고르는 만큼 망설입니다.</translation>
        </message>
        <message>
            <source>Every way this machine has is tried for a moment when training begins.</source>
            <translation>학습을 시작하면 이 컴퓨터에서 쓸 수 있는 방법을 잠깐씩 모두 재어 봅니다.</translation>
        </message>
        <message>
            <source>Chosen: {0}</source>
            <translation>선택: {0}</translation>
        </message>
        <message>
            <source>Letters a second when tried:</source>
            <translation>재어 본 초당 글자 수:</translation>
        </message>
        <message>
            <source>compiled kernel</source>
            <translation>컴파일된 커널</translation>
        </message>
    </context>
    <context>
        <name>NetScene</name>
        <message>
            <source>NumPy interpreter</source>
            <translation>NumPy 해석기</translation>
        </message>
        <message>
            <source>compiled kernel</source>
            <translation>컴파일된 커널</translation>
        </message>
        <message>
            <source>PyTorch</source>
            <translation>PyTorch</translation>
        </message>
        <message>
            <source>backend: automatic</source>
            <translation>계산 방식: 자동</translation>
        </message>
        <message>
            <source>Chosen by hand in the top bar.</source>
            <translation>위쪽 막대에서 직접 골랐습니다.</translation>
        </message>
        <message>
            <source>Nothing has been trained yet. The fastest one for this net is measured then.</source>
            <translation>아직 학습하지 않았습니다. 학습을 시작하면 이 신경망에 가장 빠른 방식을 재서 고릅니다.</translation>
        </message>
        <message>
            <source>The kernel of this cell is being compiled; training has begun meanwhile.</source>
            <translation>이 셀의 커널을 컴파일하는 동안 먼저 학습을 시작했습니다.</translation>
        </message>
        <message>
            <source>A net of this size begins with compiled code at once.</source>
            <translation>이만큼 큰 신경망은 처음부터 컴파일된 코드로 학습합니다.</translation>
        </message>
        <message>
            <source>Measured on this net, time for one training step: {0}</source>
            <translation>이 신경망으로 잰 학습 한 단계의 시간: {0}</translation>
        </message>
        <message>
            <source>Ready at once; faster ones are being prepared.</source>
            <translation>바로 쓸 수 있는 방식입니다. 더 빠른 방식을 준비하고 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>NetSettings</name>
        <message>
            <source>Cell</source>
            <translation>셀</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>How many numbers the net carries from step to step</source>
            <translation>한 시점에서 다음 시점으로 넘기는 수의 개수입니다</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>How far the weights move at every training step</source>
            <translation>학습 한 단계마다 가중치를 얼마나 옮길지 정합니다</translation>
        </message>
    </context>
    <context>
        <name>NextSymbols</name>
        <message>
            <source>Probabilities of the next symbol</source>
            <translation>다음 글자의 확률</translation>
        </message>
        <message>
            <source>The net gives {0} to the end of the phrase. {1}</source>
            <translation>신경망은 여기서 문구가 끝날 확률을 {0}로 봅니다. {1}</translation>
        </message>
        <message>
            <source>The net gives {0} to “{1}”; a click types it. {2}</source>
            <translation>신경망은 “{1}”의 확률을 {0}로 봅니다. 누르면 입력됩니다. {2}</translation>
        </message>
        <message>
            <source>No phrase of the book begins like this.</source>
            <translation>이렇게 시작하는 문구는 목록에 없습니다.</translation>
        </message>
        <message>
            <source>In the book: {0} of {1} ({2})</source>
            <translation>목록에서는 {1}개 가운데 {0}개({2})</translation>
        </message>
    </context>
    <context>
        <name>NumberEditor</name>
        <message>
            <source>Done with this number</source>
            <translation>이 숫자를 닫습니다</translation>
        </message>
        <message>
            <source>Type a number and press Enter; the up and down keys change it.</source>
            <translation>숫자를 쓰고 Enter를 누릅니다. 위아래 화살표로도 바뀝니다.</translation>
        </message>
        <message>
            <source>This is not a number.</source>
            <translation>숫자가 아닙니다.</translation>
        </message>
        <message>
            <source>The net can only calculate with finite numbers.</source>
            <translation>신경망은 유한한 숫자로만 계산할 수 있습니다.</translation>
        </message>
        <message>
            <source>Please stay between −{0} and {0}: beyond that every unit saturates.</source>
            <translation>−{0}에서 {0} 사이로 써 주십시오. 그 밖에서는 모든 유닛이 포화됩니다.</translation>
        </message>
    </context>
    <context>
        <name>NumbersPanel</name>
        <message>
            <source>A band is as thick as the gradient there, measured by the last step’s. Click or drag on the stage to choose a step.</source>
            <translation>띠의 굵기는 그 시점의 기울기를 마지막 시점의 기울기로 잰 것입니다. 무대를 누르거나 끌어서 시점을 고르십시오.</translation>
        </message>
        <message>
            <source>At step {0}</source>
            <translation>시점 {0}에서</translation>
        </message>
    </context>
    <context>
        <name>OneHotMatrix</name>
        <message>
            <source>One-hot vectors of the letter box</source>
            <translation>글자 보관함의 원-핫 벡터</translation>
        </message>
    </context>
    <context>
        <name>PageAxis</name>
        <message>
            <source>Training axis</source>
            <translation>학습 축</translation>
        </message>
        <message>
            <source>Drag along training: the net of that step writes and is looked into</source>
            <translation>학습을 따라 끌어 보십시오. 그 단계의 신경망이 글을 쓰고 속을 보여 줍니다</translation>
        </message>
    </context>
    <context>
        <name>PairPanel</name>
        <message>
            <source>Beginnings to compare</source>
            <translation>비교할 앞부분</translation>
        </message>
        <message>
            <source>Beginnings of the book that only the state can tell apart</source>
            <translation>은닉 상태만이 구별할 수 있는 앞부분들입니다</translation>
        </message>
        <message>
            <source>same ending</source>
            <translation>끝 글자가 같음</translation>
        </message>
        <message>
            <source>fork</source>
            <translation>갈림길</translation>
        </message>
        <message>
            <source>{0}  ↔  what is typed</source>
            <translation>{0}  ↔  입력한 글자</translation>
        </message>
        <message>
            <source>Let go</source>
            <translation>고정 풀기</translation>
        </message>
        <message>
            <source>Pin what is typed</source>
            <translation>입력한 글자 고정</translation>
        </message>
        <message>
            <source>Holds the beginning in the box fast; type another one and compare their states</source>
            <translation>지금 입력한 앞부분을 고정합니다. 다른 앞부분을 입력해서 은닉 상태를 비교해 보십시오</translation>
        </message>
        <message>
            <source>Both beginnings are the same, and so are their states. Type another one.</source>
            <translation>두 앞부분이 같으므로 은닉 상태도 같습니다. 다른 앞부분을 입력해 보십시오.</translation>
        </message>
        <message>
            <source>Both end in “{0}”, so the net has just read the same. Only the state still knows what came before; where it differs, the answer can differ.</source>
            <translation>둘 다 “{0}”로 끝나므로 방금 읽은 입력은 같습니다. 그 앞에 무엇이 있었는지는 은닉 상태만 기억합니다. 상태가 다르기 때문에 다음 글자도 달라질 수 있습니다.</translation>
        </message>
        <message>
            <source>One begins with the other: the longer one has read on from the same state.</source>
            <translation>한쪽이 다른 쪽의 앞부분입니다. 긴 쪽은 같은 상태에서 더 읽은 것입니다.</translation>
        </message>
        <message>
            <source>They differ from the first letter on.</source>
            <translation>첫 글자부터 다릅니다.</translation>
        </message>
        <message>
            <source>Up to “{0}” both have the very same state; the letters after it set the states apart.</source>
            <translation>“{0}”까지는 은닉 상태가 똑같고, 그다음 글자에서 상태가 갈라집니다.</translation>
        </message>
    </context>
    <context>
        <name>PairView</name>
        <message>
            <source>Two beginnings side by side</source>
            <translation>나란히 놓은 두 앞부분</translation>
        </message>
        <message>
            <source>state h after the first</source>
            <translation>첫째를 읽은 뒤의 상태 h</translation>
        </message>
        <message>
            <source>state h after the second</source>
            <translation>둘째를 읽은 뒤의 상태 h</translation>
        </message>
        <message>
            <source>difference of the states, length {0}</source>
            <translation>두 상태의 차이, 길이 {0}</translation>
        </message>
        <message>
            <source>next symbol</source>
            <translation>다음 글자</translation>
        </message>
        <message>
            <source>Unit {0}: {1} after the first, {2} after the second, difference {3}</source>
            <translation>유닛 {0}: 첫째 뒤 {1}, 둘째 뒤 {2}, 차이 {3}</translation>
        </message>
    </context>
    <context>
        <name>PhaseRow</name>
        <message>
            <source>Phases of this step</source>
            <translation>이 시점의 단계들</translation>
        </message>
    </context>
    <context>
        <name>PhraseEditor</name>
        <message>
            <source>Phrase book, one phrase a line</source>
            <translation>문구 목록, 한 줄에 하나씩</translation>
        </message>
        <message>
            <source>One phrase a line. Paste, or drop a text file here.</source>
            <translation>한 줄에 하나씩 쓰십시오. 붙여 넣거나 텍스트 파일을 끌어다 놓아도 됩니다.</translation>
        </message>
    </context>
    <context>
        <name>PhraseSetup</name>
        <message>
            <source>Phrases</source>
            <translation>문구 목록</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>예제</translation>
        </message>
        <message>
            <source>Begin with one of our phrase books</source>
            <translation>준비된 문구 목록으로 시작합니다</translation>
        </message>
        <message>
            <source>Open a text file as phrase book</source>
            <translation>텍스트 파일을 문구 목록으로 엽니다</translation>
        </message>
        <message>
            <source>Letter box</source>
            <translation>글자 보관함</translation>
        </message>
        <message>
            <source>Every letter of the book is one input of the net; ␣ is the space, ⏎ begins and ends a phrase</source>
            <translation>목록의 글자마다 신경망의 입력이 하나씩 있습니다. ␣는 빈칸이고, 문구는 ⏎로 시작하고 끝납니다</translation>
        </message>
        <message numerus="yes">
            <source>%n phrase(s)</source>
            <translation>
                <numerusform>문구 %n개</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} · V = {1}</source>
            <translation>{0} · V = {1}</translation>
        </message>
        <message>
            <source>Go to line {0}</source>
            <translation>{0}번째 줄로 가기</translation>
        </message>
        <message>
            <source>{0} (no font for it here)</source>
            <translation>{0} (이 컴퓨터에 글꼴이 없음)</translation>
        </message>
        <message>
            <source>Text files (*.txt *.csv *.md)</source>
            <translation>텍스트 파일 (*.txt *.csv *.md)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>모든 파일 (*)</translation>
        </message>
        <message>
            <source>Open a phrase book</source>
            <translation>문구 목록 열기</translation>
        </message>
    </context>
    <context>
        <name>PhraseTraining</name>
        <message>
            <source>Decidable</source>
            <translation>답이 하나</translation>
        </message>
        <message>
            <source>Beginnings that the book continues in one way only, and how many the net answers rightly</source>
            <translation>목록에서 한 가지로만 이어지는 앞부분 가운데 신경망이 맞힌 것의 수입니다</translation>
        </message>
        <message>
            <source>Shares differ by</source>
            <translation>비율의 차이</translation>
        </message>
        <message>
            <source>{0} points</source>
            <translation>{0}%p</translation>
        </message>
        <message>
            <source>Of the {0} beginnings that go on in several ways, the largest difference is after “{1}”: the net gives “{2}” {3}, the book {4}.</source>
            <translation>여러 가지로 이어지는 앞부분 {0}개 가운데 차이가 가장 큰 곳은 “{1}” 다음입니다. “{2}”의 확률을 신경망은 {3}, 목록은 {4}로 봅니다.</translation>
        </message>
    </context>
    <context>
        <name>PipelineView</name>
        <message>
            <source>From the picture to its features</source>
            <translation>그림에서 특징까지</translation>
        </message>
        <message>
            <source>Block {0}</source>
            <translation>블록 {0}</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>Features v</source>
            <translation>특징 v</translation>
        </message>
        <message>
            <source>where it looked</source>
            <translation>본 곳</translation>
        </message>
        <message>
            <source>Map {0} of block {1}: greatest value {2}. Click to see what excites it.</source>
            <translation>블록 {1}의 맵 {0}: 가장 큰 값 {2}. 누르면 무엇에 반응하는지 보입니다.</translation>
        </message>
    </context>
    <context>
        <name>PlaybackBar</name>
        <message>
            <source>To the beginning</source>
            <translation>처음으로</translation>
        </message>
        <message>
            <source>Previous time step</source>
            <translation>이전 시점</translation>
        </message>
        <message>
            <source>Next phase</source>
            <translation>다음 단계</translation>
        </message>
        <message>
            <source>Next time step</source>
            <translation>다음 시점</translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>끝으로</translation>
        </message>
        <message>
            <source>Repeat forever</source>
            <translation>계속 반복</translation>
        </message>
        <message>
            <source>Speed of the playback</source>
            <translation>재생 속도</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>일시 정지</translation>
        </message>
        <message>
            <source>Play the sequence</source>
            <translation>수열 재생</translation>
        </message>
        <message>
            <source>Speed {0}</source>
            <translation>속도 {0}</translation>
        </message>
    </context>
    <context>
        <name>ProductView</name>
        <message>
            <source>Click an entry, then drag it up or down or type a number.</source>
            <translation>칸을 누른 뒤 위아래로 끌거나 숫자를 쓰면 값이 바뀝니다.</translation>
        </message>
        <message>
            <source>Show the numbers (double-click on the matrix does the same)</source>
            <translation>숫자로 봅니다 (행렬을 두 번 눌러도 됩니다)</translation>
        </message>
    </context>
    <context>
        <name>RaceTable</name>
        <message>
            <source>Set-ups</source>
            <translation>설정</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>추가</translation>
        </message>
        <message>
            <source>Add a set-up with another cell</source>
            <translation>다른 셀을 쓰는 설정을 더합니다</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>복제</translation>
        </message>
        <message>
            <source>Add a copy of the selected set-up, to change one thing in it</source>
            <translation>고른 설정의 사본을 더합니다. 하나만 바꾸어 비교하기 좋습니다</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>빼기</translation>
        </message>
        <message>
            <source>Take the selected set-up out of the race</source>
            <translation>고른 설정을 경주에서 뺍니다</translation>
        </message>
        <message>
            <source>alike in all: {0}</source>
            <translation>모두 같은 것: {0}</translation>
        </message>
    </context>
    <context>
        <name>RaceView</name>
        <message>
            <source>Loss (cross-entropy)</source>
            <translation>손실(교차 엔트로피)</translation>
        </message>
        <message>
            <source>Right answers</source>
            <translation>정답률</translation>
        </message>
        <message>
            <source>training step</source>
            <translation>학습 단계</translation>
        </message>
        <message>
            <source>Start the race: every set-up is trained from the same seeds.</source>
            <translation>경주를 시작하십시오. 모든 설정을 같은 시드로 학습합니다.</translation>
        </message>
        <message>
            <source>Curves of all set-ups</source>
            <translation>모든 설정의 곡선</translation>
        </message>
    </context>
    <context>
        <name>RunBox</name>
        <message>
            <source>Seeds</source>
            <translation>시드 수</translation>
        </message>
        <message>
            <source>Training steps</source>
            <translation>학습 횟수</translation>
        </message>
        <message>
            <source>Each set-up is trained from this many initial weights</source>
            <translation>설정마다 처음 가중치를 이만큼 바꾸어 학습합니다</translation>
        </message>
        <message>
            <source>A net that needs more counts as not solved</source>
            <translation>이보다 오래 걸리면 못 푼 것으로 칩니다</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>멈춤</translation>
        </message>
        <message>
            <source>Draw the map</source>
            <translation>지도 그리기</translation>
        </message>
        <message>
            <source>Race on</source>
            <translation>이어서 경주</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>경주</translation>
        </message>
        <message>
            <source>Race again</source>
            <translation>다시 경주</translation>
        </message>
        <message>
            <source>{0} of {1} cells</source>
            <translation>칸 {1}개 가운데 {0}개</translation>
        </message>
        <message>
            <source>{0} of {1} nets</source>
            <translation>신경망 {1}개 가운데 {0}개</translation>
        </message>
        <message>
            <source>{0} · {1} s to go</source>
            <translation>{0} · {1}초 남음</translation>
        </message>
        <message>
            <source>{0} in {1} s</source>
            <translation>{0}, {1}초</translation>
        </message>
    </context>
    <context>
        <name>ScorePanel</name>
        <message>
            <source>Scores</source>
            <translation>점수판</translation>
        </message>
        <message>
            <source>Dots: points of a round. Lines: mean of the last three.</source>
            <translation>점: 라운드 점수. 선: 최근 세 라운드의 평균.</translation>
        </message>
        <message>
            <source>What the net knows</source>
            <translation>신경망이 지금 아는 것</translation>
        </message>
        <message>
            <source>Best scores</source>
            <translation>최고 기록</translation>
        </message>
        <message>
            <source>{0} in a row</source>
            <translation>{0}연속 정답</translation>
        </message>
        <message>
            <source>{0} overtook in round {1}.</source>
            <translation>{1}라운드에서 {0}이 앞질렀습니다.</translation>
        </message>
        <message>
            <source>Right on {0} of everything it could be asked, after {1} training steps.</source>
            <translation>학습 {1}단계 만에, 나올 수 있는 모든 물음의 {0}를 맞힙니다.</translation>
        </message>
        <message>
            <source>It sees the same beginning as you and nothing else, never your answer. It chooses among all symbols, and its answer is the likeliest one. It began knowing nothing and trains {0} steps a round.</source>
            <translation>여러분과 같은 앞부분만 보고, 여러분의 답은 보지 않습니다. 보관함의 모든 글자 가운데 가장 그럴듯한 글자를 답합니다. 아무것도 모르는 채 시작해서 라운드마다 {0}단계씩 배웁니다.</translation>
        </message>
        <message>
            <source>None yet for this kind of game.</source>
            <translation>이 설정으로 세운 기록이 아직 없습니다.</translation>
        </message>
        <message>
            <source>{0} · seed {1}</source>
            <translation>{0} · 시드 {1}</translation>
        </message>
    </context>
    <context>
        <name>Scrubber</name>
        <message>
            <source>Time steps</source>
            <translation>시점</translation>
        </message>
        <message>
            <source>Click a step, or drag through the phases</source>
            <translation>시점을 누르거나, 끌어서 단계를 따라갑니다</translation>
        </message>
        <message>
            <source>Step {0} of {1}, {2}</source>
            <translation>{1}개 시점 중 {0}번째, {2}</translation>
        </message>
    </context>
    <context>
        <name>SequenceScene</name>
        <message>
            <source>Sequence</source>
            <translation>수열</translation>
        </message>
        <message>
            <source>Learn a sequence and complete it</source>
            <translation>수열을 배우고 이어 씁니다</translation>
        </message>
        <message>
            <source>Addition {0} bits</source>
            <translation>덧셈 {0}비트</translation>
        </message>
    </context>
    <context>
        <name>SetupPanel</name>
        <message>
            <source>Symbol box</source>
            <translation>글자 보관함</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>예제</translation>
        </message>
        <message>
            <source>Begin with one of the lecture's examples</source>
            <translation>강의에 나온 예제로 시작합니다</translation>
        </message>
        <message>
            <source>가-하, A-Z, do re mi …</source>
            <translation>가-하, A-Z, 도 레 미 …</translation>
        </message>
        <message>
            <source>Symbols the net shall know</source>
            <translation>신경망이 알아야 할 글자</translation>
        </message>
        <message>
            <source>Ranges such as 가-하 or Z-A, or symbols separated by spaces or commas; ␣ is the space.</source>
            <translation>가-하, Z-A 같은 범위나, 빈칸 또는 쉼표로 나눈 글자를 입력하십시오. 빈칸 글자는 ␣입니다.</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>순서</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>바로</translation>
        </message>
        <message>
            <source>Reversed</source>
            <translation>거꾸로</translation>
        </message>
        <message>
            <source>From the first symbol of the box to the last</source>
            <translation>보관함의 첫 글자부터 끝 글자까지</translation>
        </message>
        <message>
            <source>From the last symbol of the box to the first</source>
            <translation>보관함의 끝 글자부터 첫 글자까지</translation>
        </message>
        <message>
            <source>Race</source>
            <translation>경주</translation>
        </message>
        <message>
            <source>Success map</source>
            <translation>성공 지도</translation>
        </message>
        <message>
            <source>Up to eight set-ups on one task</source>
            <translation>한 과제에서 설정 여덟 개까지 겨룹니다</translation>
        </message>
        <message>
            <source>Where in two settings does it learn?</source>
            <translation>두 설정의 어디에서 배웁니까?</translation>
        </message>
        <message>
            <source>Task for all</source>
            <translation>모두의 과제</translation>
        </message>
        <message>
            <source>Symbols the nets shall know</source>
            <translation>신경망이 알 글자</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>How many numbers the net carries from step to step</source>
            <translation>한 시점에서 다음 시점으로 넘기는 수의 개수입니다</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>학습률</translation>
        </message>
        <message>
            <source>How far the weights move at every training step</source>
            <translation>학습 한 단계마다 가중치를 얼마나 옮길지 정합니다</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>Axes of the map</source>
            <translation>지도의 축</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>가로</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>세로</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>칸 수</translation>
        </message>
        <message numerus="yes">
            <source>%n symbol(s)</source>
            <translation>
                <numerusform>%n글자</numerusform>
            </translation>
        </message>
        <message>
            <source>All else as in {0}</source>
            <translation>나머지는 {0}처럼</translation>
        </message>
        <message>
            <source>Set-up {0}</source>
            <translation>설정 {0}</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>과제</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>단축키</translation>
        </message>
        <message>
            <source>In a text box, a list or a slider the keys belong to that.</source>
            <translation>글상자, 목록, 슬라이더를 쓰는 동안에는 키가 그쪽에 전달됩니다.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>닫기</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>스페이스</translation>
        </message>
    </context>
    <context>
        <name>StageLegend</name>
        <message>
            <source>input</source>
            <translation>입력</translation>
        </message>
        <message>
            <source>hidden state</source>
            <translation>은닉 상태</translation>
        </message>
        <message>
            <source>output</source>
            <translation>출력</translation>
        </message>
        <message>
            <source>Orange is negative, green is positive, white is zero.</source>
            <translation>주황은 음수, 초록은 양수, 흰색은 0입니다.</translation>
        </message>
    </context>
    <context>
        <name>StagePanel</name>
        <message>
            <source>Unrolled graph</source>
            <translation>펼친 그래프</translation>
        </message>
        <message>
            <source>Every time step uses the same W</source>
            <translation>모든 시점에서 같은 W를 씁니다</translation>
        </message>
    </context>
    <context>
        <name>StageView</name>
        <message>
            <source>Hold at 0</source>
            <translation>0으로 고정</translation>
        </message>
        <message>
            <source>Hold at</source>
            <translation>값을 골라 고정</translation>
        </message>
        <message>
            <source>Another value…</source>
            <translation>다른 값…</translation>
        </message>
        <message>
            <source>Let it go</source>
            <translation>고정 풀기</translation>
        </message>
        <message>
            <source>Hold a unit</source>
            <translation>유닛 고정</translation>
        </message>
        <message>
            <source>The unit keeps this value at every step.</source>
            <translation>이 유닛은 모든 시점에서 이 값을 가집니다.</translation>
        </message>
        <message>
            <source>Unrolled graph</source>
            <translation>펼친 그래프</translation>
        </message>
        <message>
            <source>Nothing to show yet</source>
            <translation>아직 보여 줄 것이 없습니다</translation>
        </message>
        <message>
            <source>Type some symbols at the left and press Train: the net appears here, step by step.</source>
            <translation>왼쪽에 글자를 적고 학습 시작을 누르면, 신경망이 여기에 한 시점씩 나타납니다.</translation>
        </message>
        <message>
            <source>softmax</source>
            <translation>softmax</translation>
        </message>
        <message>
            <source>one-hot “{0}”</source>
            <translation>원-핫 “{0}”</translation>
        </message>
        <message>
            <source>answer</source>
            <translation>정답</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>손실</translation>
        </message>
        <message>
            <source>its own “{0}”</source>
            <translation>스스로 쓴 “{0}”</translation>
        </message>
        <message>
            <source>input</source>
            <translation>입력</translation>
        </message>
        <message>
            <source>sum</source>
            <translation>더하기</translation>
        </message>
        <message>
            <source>output</source>
            <translation>출력</translation>
        </message>
        <message>
            <source>one-hot input</source>
            <translation>원-핫 입력</translation>
        </message>
        <message>
            <source>value of this step</source>
            <translation>이 시점의 값</translation>
        </message>
        <message>
            <source>part of the sum</source>
            <translation>합을 이루는 항</translation>
        </message>
        <message>
            <source>learnt, the same at every step</source>
            <translation>학습된 값, 모든 시점에서 같습니다</translation>
        </message>
        <message>
            <source>on its way</source>
            <translation>전달되는 값</translation>
        </message>
        <message>
            <source>output before softmax</source>
            <translation>softmax 이전의 출력</translation>
        </message>
        <message>
            <source>probability after softmax</source>
            <translation>softmax 이후의 확률</translation>
        </message>
        <message>
            <source>loss of this step</source>
            <translation>이 시점의 손실</translation>
        </message>
        <message>
            <source>Click: how it came about. Drag up or down, or right-click: hold it.</source>
            <translation>누르면 계산 과정을 봅니다. 위아래로 끌거나 오른쪽 단추로 누르면 값을 고정합니다.</translation>
        </message>
        <message>
            <source>The same matrix at every step.</source>
            <translation>모든 시점에서 같은 행렬입니다.</translation>
        </message>
        <message>
            <source>Step {0} of {1}, input {2}, phase {3}.</source>
            <translation>{1}개 시점 중 {0}번째, 입력 {2}, 단계 {3}.</translation>
        </message>
        <message>
            <source>The net expects {0} with {1}.</source>
            <translation>신경망의 예측은 {0}, 확률 {1}입니다.</translation>
        </message>
        <message>
            <source>That is right.</source>
            <translation>맞았습니다.</translation>
        </message>
        <message>
            <source>The answer is {0}.</source>
            <translation>정답은 {0}입니다.</translation>
        </message>
        <message>
            <source>carry</source>
            <translation>올림</translation>
        </message>
        <message>
            <source>{0} + {1} + carry {2} = {3}</source>
            <translation>{0} + {1} + 올림 {2} = {3}</translation>
        </message>
    </context>
    <context>
        <name>StandingsTable</name>
        <message>
            <source>Set-up</source>
            <translation>설정</translation>
        </message>
        <message>
            <source>Solved</source>
            <translation>풀이</translation>
        </message>
        <message>
            <source>Steps to solved</source>
            <translation>풀이 단계</translation>
        </message>
        <message>
            <source>Time to solved</source>
            <translation>풀이 시간</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>가중치</translation>
        </message>
        <message>
            <source>Last loss</source>
            <translation>마지막 손실</translation>
        </message>
        <message>
            <source>The settings in which the set-ups differ</source>
            <translation>설정 사이에 서로 다른 점</translation>
        </message>
        <message>
            <source>Seeds from which every answer became right</source>
            <translation>모든 답을 맞히게 된 시드</translation>
        </message>
        <message>
            <source>Median over the solved seeds, and their middle half</source>
            <translation>푼 시드의 중앙값과 가운데 절반</translation>
        </message>
        <message>
            <source>Median on one processor core</source>
            <translation>프로세서 코어 하나에서의 중앙값</translation>
        </message>
        <message>
            <source>How many numbers the net learns</source>
            <translation>신경망이 배우는 수의 개수</translation>
        </message>
        <message>
            <source>Median after the last training step</source>
            <translation>마지막 학습 단계에서의 중앙값</translation>
        </message>
        <message>
            <source>Set-ups, best first</source>
            <translation>설정, 잘하는 것부터</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Is it fair?</source>
            <translation>공정합니까?</translation>
        </message>
        <message>
            <source>New game</source>
            <translation>새 게임</translation>
        </message>
        <message numerus="yes">
            <source>%n training step(s)</source>
            <translation>
                <numerusform>학습 %n단계</numerusform>
            </translation>
        </message>
        <message>
            <source>Go on: round {0} of {1}</source>
            <translation>이어서 하기: {1}라운드 중 {0}라운드</translation>
        </message>
        <message>
            <source>Left in the middle: {0}</source>
            <translation>하다 만 게임: {0}</translation>
        </message>
        <message>
            <source>A right blank is worth 50 points, and up to 50 more: for you the time that is left, for the net its confidence.</source>
            <translation>빈칸을 맞히면 50점입니다. 거기에 여러분은 남은 시간만큼, 신경망은 확신한 만큼 50점까지 더 받습니다.</translation>
        </message>
        <message>
            <source>The net is asked round after round. Between two questions it trains a little.</source>
            <translation>라운드마다 신경망에게 묻습니다. 신경망은 그 사이에 조금씩 배웁니다.</translation>
        </message>
        <message>
            <source>Space pauses; T shows how it came to its answer.</source>
            <translation>스페이스를 누르면 멈추고, T를 누르면 신경망이 어떻게 답했는지 보여 줍니다.</translation>
        </message>
        <message>
            <source>Team A answers with the keys 1 2 3 4, team B with 7 8 9 0, or by clicking.</source>
            <translation>A 팀은 1 2 3 4, B 팀은 7 8 9 0 글쇠로 답합니다. 마우스로 눌러도 됩니다.</translation>
        </message>
        <message>
            <source>The first right answer has the blank. Who is wrong is out until the next blank.</source>
            <translation>먼저 맞힌 팀이 빈칸을 가져갑니다. 틀린 팀은 다음 빈칸까지 쉽니다.</translation>
        </message>
        <message>
            <source>Esc pauses and hides the question.</source>
            <translation>Esc를 누르면 멈추고 문제를 가립니다.</translation>
        </message>
        <message>
            <source>Type what comes next, press the number of a choice, or click it.</source>
            <translation>다음 글자를 입력하거나, 보기의 번호를 누르거나, 마우스로 누르십시오.</translation>
        </message>
        <message>
            <source>For 아 its first letter ㅇ is enough, also on a keyboard that is not switched to Hangul.</source>
            <translation>‘아’는 첫소리 ㅇ만 쳐도 됩니다. 한글로 바꾸지 않은 글쇠판에서도 됩니다.</translation>
        </message>
        <message>
            <source>Backspace takes back, Delete gives up, Esc pauses and hides the question.</source>
            <translation>백스페이스로 되돌리고, Delete로 넘깁니다. Esc를 누르면 멈추고 문제를 가립니다.</translation>
        </message>
        <message>
            <source>The first letters are enough where no other symbol begins like it.</source>
            <translation>다른 글자와 헷갈리지 않으면 앞 글자만 쳐도 됩니다.</translation>
        </message>
        <message>
            <source>The net is a real one. It knows nothing at first and does {0} in every round, on this row of symbols. It sees the same beginning as you, never your answer, and writes its likeliest symbol. Its answer stays covered until you have given yours. Another seed is another net and other questions.</source>
            <translation>진짜 신경망입니다. 처음에는 아무것도 모르고, 라운드마다 이 글자들로 {0}씩 배웁니다. 여러분과 같은 앞부분만 보고 여러분의 답은 보지 않으며, 가장 그럴듯한 글자를 적습니다. 그 답은 여러분이 답할 때까지 가려 둡니다. 시드가 다르면 문제도 신경망도 다릅니다.</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Space plays the sequence, the arrows step through it, F1 shows all keys.</source>
            <translation>스페이스는 재생, 화살표는 한 시점씩 이동, F1은 모든 단축키입니다.</translation>
        </message>
        <message>
            <source>{0} steps/s</source>
            <translation>초당 {0}회 학습</translation>
        </message>
    </context>
    <context>
        <name>StreamColumn</name>
        <message>
            <source>likeliest</source>
            <translation>최고 확률</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>온도</translation>
        </message>
        <message>
            <source>Low: only what is likely. 1: as the net expects. High: bolder, and more mistakes</source>
            <translation>낮으면 확률이 높은 글자만, 1이면 예측대로, 높으면 과감하지만 실수가 늘어납니다</translation>
        </message>
        <message>
            <source>Copy the text</source>
            <translation>글 복사</translation>
        </message>
        <message>
            <source>Save the text…</source>
            <translation>글 저장…</translation>
        </message>
        <message>
            <source>Written text</source>
            <translation>생성한 글</translation>
        </message>
        <message>
            <source>The text appears here.</source>
            <translation>여기에 글이 나타납니다.</translation>
        </message>
        <message>
            <source>step {0}</source>
            <translation>단계 {0}</translation>
        </message>
        <message>
            <source>{0} letters a second, the net alone</source>
            <translation>신경망만 재면 초당 {0}글자</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>복사했습니다</translation>
        </message>
        <message>
            <source>Save the text</source>
            <translation>글 저장</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>텍스트 (*.txt)</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>{0}에 저장했습니다</translation>
        </message>
        <message numerus="yes">
            <source>{0} letter(s) · step {1}</source>
            <translation>
                <numerusform>{0}글자 · 학습 단계 {1}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SumBox</name>
        <message>
            <source>Try it</source>
            <translation>직접 해 보기</translation>
        </message>
        <message>
            <source>First number, a</source>
            <translation>첫째 수 a</translation>
        </message>
        <message>
            <source>Second number, b</source>
            <translation>둘째 수 b</translation>
        </message>
        <message>
            <source>Type a number; Return adds it bit by bit on the stage</source>
            <translation>수를 입력하십시오. Enter를 누르면 무대에서 한 비트씩 더합니다</translation>
        </message>
        <message>
            <source>Decimal</source>
            <translation>10진수</translation>
        </message>
        <message>
            <source>Binary</source>
            <translation>2진수</translation>
        </message>
        <message>
            <source>Write the numbers in base 10</source>
            <translation>수를 10진법으로 씁니다</translation>
        </message>
        <message>
            <source>Write the numbers in base 2</source>
            <translation>수를 2진법으로 씁니다</translation>
        </message>
        <message>
            <source>Back to the example</source>
            <translation>예제로 돌아가기</translation>
        </message>
        <message>
            <source>The net was trained on {0} bits. These numbers have {1}: it has never seen such long ones.</source>
            <translation>신경망은 {0}비트까지 배웠습니다. 지금 수는 {1}비트로, 이렇게 긴 수는 처음 봅니다.</translation>
        </message>
        <message>
            <source>Counting right sums …</source>
            <translation>맞는 덧셈을 세고 있습니다 …</translation>
        </message>
        <message>
            <source>{0} bits: {1} of {2} random sums right</source>
            <translation>{0}비트: 무작위 덧셈 {2}개 가운데 {1}개 정답</translation>
        </message>
        <message>
            <source>{0} bits: {1} of {2} right</source>
            <translation>{0}비트: {2}개 가운데 {1}개 정답</translation>
        </message>
        <message>
            <source>{0} bits {1} / {2}</source>
            <translation>{0}비트 {1} / {2}</translation>
        </message>
        <message>
            <source>A sum counts as right if every bit of it is. Up to 8 bits every pair of numbers is tried, beyond that 20,000 random ones. The net was trained on {0} bits only; longer numbers it never saw.</source>
            <translation>모든 비트가 맞아야 맞은 덧셈으로 셉니다. 8비트까지는 모든 두 수의 짝을, 더 길면 무작위로 뽑은 20,000개를 풀어 봅니다. 신경망은 {0}비트만 배웠고 더 긴 수는 본 적이 없습니다.</translation>
        </message>
        <message>
            <source>{0} follows the carry: r = {1}</source>
            <translation>{0} 유닛이 올림을 따라갑니다: r = {1}</translation>
        </message>
    </context>
    <context>
        <name>SumView</name>
        <message>
            <source>The sum as it is written down, the lowest bit at the right. Click a bit: its step.</source>
            <translation>종이에 쓰듯 적은 덧셈입니다. 오른쪽 끝이 가장 낮은 자리입니다. 비트를 누르면 그 시점으로 갑니다.</translation>
        </message>
        <message>
            <source>Wrong bits: {0}</source>
            <translation>틀린 비트: {0}</translation>
        </message>
    </context>
    <context>
        <name>TaskPanel</name>
        <message>
            <source>Symbols the net shall know</source>
            <translation>신경망이 배울 글자</translation>
        </message>
        <message>
            <source>What the net learns: ranges such as 가-하 or A-Z, or single symbols</source>
            <translation>신경망이 배울 글자입니다. 가-하, A-Z 같은 범위나 글자 하나하나를 씁니다</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>순방향</translation>
        </message>
        <message>
            <source>Reversed</source>
            <translation>역방향</translation>
        </message>
        <message>
            <source>From the first symbol of the box to the last</source>
            <translation>보관함의 첫 글자부터 마지막 글자까지</translation>
        </message>
        <message>
            <source>From the last symbol of the box to the first</source>
            <translation>보관함의 마지막 글자부터 첫 글자까지</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>How many numbers the net carries from step to step</source>
            <translation>신경망이 다음 시점으로 넘기는 수의 개수</translation>
        </message>
        <message>
            <source>Train it</source>
            <translation>학습시키기</translation>
        </message>
        <message>
            <source>Begin again with the same weights and train (F5)</source>
            <translation>같은 처음 가중치에서 다시 학습합니다(F5)</translation>
        </message>
        <message>
            <source>Open in Sequence</source>
            <translation>수열 장면에서 열기</translation>
        </message>
        <message>
            <source>Watch this cell learn in the Sequence scene</source>
            <translation>수열 장면에서 이 셀이 학습하는 것을 봅니다</translation>
        </message>
        <message>
            <source>loss {0} · right {1} of {2}</source>
            <translation>손실 {0} · {2}개 중 {1}개 정답</translation>
        </message>
        <message>
            <source>✗ The loss grew without bound</source>
            <translation>✗ 손실이 끝없이 커졌습니다</translation>
        </message>
        <message>
            <source>✓ All right from step {0}</source>
            <translation>✓ {0}단계부터 모두 정답</translation>
        </message>
        <message>
            <source>Learning … step {0}</source>
            <translation>학습 중 … {0}단계</translation>
        </message>
        <message>
            <source>Not trained yet</source>
            <translation>아직 학습하지 않았습니다</translation>
        </message>
        <message>
            <source>✗ Not all right after {0} steps</source>
            <translation>✗ {0}단계 뒤에도 다 맞히지 못했습니다</translation>
        </message>
    </context>
    <context>
        <name>TaskSettings</name>
        <message>
            <source>Go on</source>
            <translation>잇기</translation>
        </message>
        <message>
            <source>Echo</source>
            <translation>메아리</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>복창</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>덧셈</translation>
        </message>
        <message>
            <source>Go on in the order of the symbols, from any beginning</source>
            <translation>어떤 앞부분에서든 글자 순서를 이어 갑니다</translation>
        </message>
        <message>
            <source>Hear one symbol, wait, and say it again</source>
            <translation>글자 하나를 듣고, 기다렸다가, 다시 말합니다</translation>
        </message>
        <message>
            <source>Hear a few symbols, wait, and say all of them again in order</source>
            <translation>글자 몇 개를 듣고, 기다렸다가, 모두 차례대로 다시 말합니다</translation>
        </message>
        <message>
            <source>Add two binary numbers bit by bit, and remember the carry</source>
            <translation>두 이진수를 한 비트씩 더하며 올림을 기억합니다</translation>
        </message>
        <message>
            <source>Bits</source>
            <translation>비트 수</translation>
        </message>
        <message>
            <source>How many bits the numbers have it is trained on</source>
            <translation>학습에 쓰는 수의 비트 수</translation>
        </message>
        <message>
            <source>Symbols to remember</source>
            <translation>기억할 글자 수</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>지연</translation>
        </message>
        <message>
            <source>How many blanks pass before the net has to answer</source>
            <translation>답하기 전에 지나가는 빈칸의 수</translation>
        </message>
        <message>
            <source>One symbol, then blanks ␣. At the last blank the net has to say the symbol.</source>
            <translation>글자 하나 다음에 빈칸 ␣이 이어집니다. 마지막 빈칸에서 그 글자를 말해야 합니다.</translation>
        </message>
        <message>
            <source>A few symbols, blanks ␣, then ▶: now it has to say them all.</source>
            <translation>글자 몇 개와 빈칸 ␣ 다음에 ▶가 나오면 모두 차례대로 말해야 합니다.</translation>
        </message>
        <message numerus="yes">
            <source>Every step reads a bit of a and a bit of b, the lowest first, and answers a bit of the sum. Trained on %n pair(s).</source>
            <translation>
                <numerusform>시점마다 a와 b의 비트를 낮은 자리부터 하나씩 읽고 합의 비트 하나를 답합니다. 두 수 %n쌍으로 학습합니다.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TestPage</name>
        <message>
            <source>All</source>
            <translation>모두</translation>
        </message>
        <message>
            <source>Wrong</source>
            <translation>틀린 것</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>맞은 것</translation>
        </message>
        <message>
            <source>There are no pictures to test with.</source>
            <translation>시험할 그림이 없습니다.</translation>
        </message>
        <message>
            <source>The net is looking at the pictures …</source>
            <translation>신경망이 그림을 보고 있습니다 …</translation>
        </message>
        <message>
            <source>{0} of {1} right word for word ({2})</source>
            <translation>{1}장 가운데 {0}장이 낱말 하나까지 다 맞음 ({2})</translation>
        </message>
        <message>
            <source>In each is a combination of colours, shapes and place that training never shows. Click one to watch it.</source>
            <translation>그림마다 학습에 한 번도 나오지 않은 색·모양·위치의 조합이 있습니다. 누르면 보는 과정을 따라갑니다.</translation>
        </message>
        <message>
            <source>Your pictures that were kept back from training. Click one to watch it.</source>
            <translation>학습에 쓰지 않고 남겨 둔 그림입니다. 누르면 보는 과정을 따라갑니다.</translation>
        </message>
        <message>
            <source>Not trained yet. Press “Train” and watch the pictures turn green.</source>
            <translation>아직 학습하지 않았습니다. ‘학습 시작’을 누르면 그림이 하나씩 초록색으로 바뀝니다.</translation>
        </message>
        <message>
            <source>New pictures of the shapes that training shows. Click one to watch it.</source>
            <translation>학습에 나오는 도형을 새로 그린 그림입니다. 누르면 자세히 볼 수 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>TextDocuments</name>
        <message>
            <source>Save without the text</source>
            <translation>글을 빼고 저장</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>취소</translation>
        </message>
        <message>
            <source>Your text “{0}” goes into the file</source>
            <translation>내 글 ‘{0}’도 파일에 들어갑니다</translation>
        </message>
        <message>
            <source>A text of up to 8 MB is stored in the file, so that the net can be trained on anywhere. Whoever gets the file can read it. Without the text the net still writes and can be looked into; to train it on, the text must be opened again. The diary stays in the file anyway.</source>
            <translation>8 MB까지의 글은 파일 안에 저장되므로 어디서나 이어서 학습할 수 있습니다. 파일을 받은 사람은 그 글을 읽을 수 있습니다. 글을 빼도 신경망은 글을 쓰고 들여다볼 수 있지만, 이어서 학습하려면 그 글을 다시 열어야 합니다. 일기는 어느 쪽이든 파일에 남습니다.</translation>
        </message>
        <message>
            <source>Save with the text</source>
            <translation>글과 함께 저장</translation>
        </message>
        <message>
            <source>Your text “{0}” does not go into the file</source>
            <translation>내 글 ‘{0}’은(는) 파일에 들어가지 않습니다</translation>
        </message>
        <message>
            <source>It is longer than 8 MB. The net still writes and can be looked into anywhere; to train it on, the text must be at hand. Keep it.</source>
            <translation>글이 8 MB보다 깁니다. 어디서나 글을 쓰게 하고 들여다볼 수 있지만, 이어서 학습하려면 그 글이 있어야 하니 보관해 두십시오.</translation>
        </message>
    </context>
    <context>
        <name>TextScene</name>
        <message>
            <source>Text</source>
            <translation>글 생성</translation>
        </message>
        <message>
            <source>Watch a net learn to write, letter by letter</source>
            <translation>신경망이 한 글자씩 글쓰기를 배우는 모습을 봅니다</translation>
        </message>
        <message>
            <source>now</source>
            <translation>지금</translation>
        </message>
        <message>
            <source>Step {0}</source>
            <translation>학습 단계 {0}</translation>
        </message>
        <message>
            <source>Untrained</source>
            <translation>학습 전</translation>
        </message>
        <message>
            <source>Space plays through the diary, the arrows go from page to page, F1 shows all keys.</source>
            <translation>스페이스로 일기를 재생하고, 화살표로 쪽을 넘깁니다. F1을 누르면 단축키를 모두 볼 수 있습니다.</translation>
        </message>
        <message>
            <source>backend: automatic</source>
            <translation>백엔드: 자동</translation>
        </message>
        <message>
            <source>Measured on this net; the panel at the right lists what was tried.</source>
            <translation>이 신경망에서 재어 골랐습니다. 오른쪽 패널에 재어 본 것이 있습니다.</translation>
        </message>
        <message>
            <source>Return in the box writes on, Shift+Return begins another line there.</source>
            <translation>칸에서 엔터를 누르면 이어 쓰고, Shift+엔터를 누르면 줄을 바꿉니다.</translation>
        </message>
        <message>
            <source>Left and Right choose a letter, Up and Down a unit, Return opens the letter.</source>
            <translation>왼쪽·오른쪽 화살표로 글자를, 위·아래 화살표로 유닛을 고르고, 엔터로 글자를 엽니다.</translation>
        </message>
        <message>
            <source>Space plays, the arrows go from step to step, Esc goes back to the text.</source>
            <translation>스페이스로 재생하고, 화살표로 시점을 옮깁니다. Esc를 누르면 글로 돌아갑니다.</translation>
        </message>
    </context>
    <context>
        <name>TextSetup</name>
        <message>
            <source>How long to learn</source>
            <translation>얼마나 배울지</translation>
        </message>
        <message>
            <source>Cell</source>
            <translation>셀</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>층</translation>
        </message>
        <message>
            <source>Hidden size H</source>
            <translation>은닉 크기 H</translation>
        </message>
        <message>
            <source>How many numbers each layer carries from letter to letter</source>
            <translation>층마다 글자에서 글자로 전하는 수의 개수</translation>
        </message>
        <message>
            <source>Settings of your own</source>
            <translation>직접 고른 설정</translation>
        </message>
    </context>
    <context>
        <name>TextWords</name>
        <message>
            <source>Real words</source>
            <translation>진짜 낱말</translation>
        </message>
        <message>
            <source>Brackets closed</source>
            <translation>닫힌 괄호</translation>
        </message>
        <message>
            <source>Environments closed</source>
            <translation>닫힌 환경</translation>
        </message>
        <message>
            <source>C accepted</source>
            <translation>올바른 C</translation>
        </message>
        <message>
            <source>Share of its words that the text to learn has, too</source>
            <translation>쓴 낱말 중에서 배울 글에도 있는 낱말의 비율</translation>
        </message>
        <message>
            <source>Share of ( [ { that the right ) ] } closes</source>
            <translation>( [ { 중에서 알맞은 ) ] }로 닫힌 것의 비율</translation>
        </message>
        <message>
            <source>Share of \begin{…} that the right \end{…} closes, in the right order</source>
            <translation>\begin{…} 중에서 알맞은 \end{…}로 순서대로 닫힌 것의 비율</translation>
        </message>
        <message>
            <source>Share of its top-level pieces of C that the parser pycparser accepts</source>
            <translation>최상위 C 조각 중에서 구문 분석기 pycparser가 받아들이는 것의 비율</translation>
        </message>
        <message>
            <source>inside quotes</source>
            <translation>따옴표 안</translation>
        </message>
        <message>
            <source>place in the line</source>
            <translation>줄 안의 위치</translation>
        </message>
        <message>
            <source>indentation</source>
            <translation>들여쓰기</translation>
        </message>
        <message>
            <source>depth of brackets</source>
            <translation>괄호 깊이</translation>
        </message>
        <message>
            <source>place in the word</source>
            <translation>낱말 안의 위치</translation>
        </message>
        <message>
            <source>words in the line</source>
            <translation>줄의 낱말 수</translation>
        </message>
        <message>
            <source>inside $ … $</source>
            <translation>$ … $ 안</translation>
        </message>
        <message>
            <source>inside a comment</source>
            <translation>주석 안</translation>
        </message>
        <message>
            <source>lines since a blank one</source>
            <translation>빈 줄 다음 줄 수</translation>
        </message>
        <message>
            <source>capital letters</source>
            <translation>대문자</translation>
        </message>
        <message>
            <source>vowels</source>
            <translation>모음</translation>
        </message>
        <message>
            <source>digits</source>
            <translation>숫자</translation>
        </message>
        <message>
            <source>spaces</source>
            <translation>빈칸</translation>
        </message>
        <message>
            <source>punctuation</source>
            <translation>문장 부호</translation>
        </message>
        <message>
            <source>line ends</source>
            <translation>줄 끝</translation>
        </message>
        <message>
            <source>{0} bits</source>
            <translation>{0}비트</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0}초</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0}분</translation>
        </message>
        <message>
            <source>{0} h</source>
            <translation>{0}시간</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Close</source>
            <translation>닫기</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Where and with what the net is computed</source>
            <translation>신경망을 어디에서 무엇으로 계산할지 고릅니다</translation>
        </message>
        <message>
            <source>Device: auto</source>
            <translation>장치: 자동</translation>
        </message>
        <message>
            <source>Auto</source>
            <translation>자동</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>장치</translation>
        </message>
        <message>
            <source>Backend</source>
            <translation>계산 방식</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>자동</translation>
        </message>
        <message>
            <source>CPU (processor)</source>
            <translation>CPU (프로세서)</translation>
        </message>
        <message>
            <source>GPU (CUDA)</source>
            <translation>GPU (CUDA)</translation>
        </message>
        <message>
            <source>GPU (Metal)</source>
            <translation>GPU (Metal)</translation>
        </message>
        <message>
            <source>Automatic (measured)</source>
            <translation>자동 (재어 보고 고름)</translation>
        </message>
        <message>
            <source>Compiled kernel</source>
            <translation>컴파일한 커널</translation>
        </message>
        <message>
            <source>Interpreter (slow, exact)</source>
            <translation>인터프리터 (느리고 정확함)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>더 보기</translation>
        </message>
    </context>
    <context>
        <name>TracePage</name>
        <message>
            <source>Back to the game  (Esc)</source>
            <translation>게임으로 돌아가기  (Esc)</translation>
        </message>
        <message>
            <source>Round {0} · training step {1} · {2}: {3}</source>
            <translation>{0}라운드 · 학습 {1}단계 · {2}: {3}</translation>
        </message>
    </context>
    <context>
        <name>TrainingBar</name>
        <message>
            <source>Pause</source>
            <translation>일시 정지</translation>
        </message>
        <message>
            <source>Play through the diary</source>
            <translation>일기 재생</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>가중치</translation>
        </message>
        <message>
            <source>The weights that write and are looked into. The best did best on the part of the text that is held back; or drag along the axis.</source>
            <translation>글을 쓰고 들여다보는 가중치입니다. 최고는 남겨 둔 글을 가장 잘 맞힌 때의 가중치입니다. 축을 끌어 다른 단계를 고를 수도 있습니다.</translation>
        </message>
        <message>
            <source>Best: step {0}</source>
            <translation>최고: 단계 {0}</translation>
        </message>
        <message>
            <source>Newest: step {0}</source>
            <translation>최신: 단계 {0}</translation>
        </message>
        <message>
            <source>Step {0}</source>
            <translation>단계 {0}</translation>
        </message>
    </context>
    <context>
        <name>TrainingBox</name>
        <message>
            <source>Loss, bits a letter</source>
            <translation>손실(글자당 비트)</translation>
        </message>
        <message>
            <source>How many yes-or-no questions the next letter is still worth; 0 would be certainty</source>
            <translation>다음 글자를 알아내는 데 남은 예/아니요 질문의 수. 0이면 확신합니다</translation>
        </message>
        <message>
            <source>— learnt</source>
            <translation>— 배운 글</translation>
        </message>
        <message>
            <source>•–• held back</source>
            <translation>•–• 남겨 둔 글</translation>
        </message>
        <message>
            <source>On the end of the text, which the net never reads while training</source>
            <translation>학습할 때 읽지 않는 글의 끝부분에서 잰 손실</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>일시 정지</translation>
        </message>
        <message>
            <source>Train on</source>
            <translation>이어서 학습</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>학습 시작</translation>
        </message>
        <message>
            <source>The loss stopped being a number at step {0}. The last good weights are kept. Try a smaller rate or clip the gradient.</source>
            <translation>학습 단계 {0}에서 손실이 수가 아니게 되었습니다. 마지막 정상 가중치는 그대로 있습니다. 학습률을 줄이거나 기울기를 클리핑하십시오.</translation>
        </message>
        <message>
            <source>The settings are of another net now. The one shown stays until you begin anew.</source>
            <translation>설정이 다른 신경망의 것으로 바뀌었습니다. 새로 시작할 때까지 지금 신경망이 남습니다.</translation>
        </message>
        <message>
            <source>Begin anew</source>
            <translation>새로 시작</translation>
        </message>
        <message>
            <source>Look at step {0}</source>
            <translation>학습 단계 {0} 보기</translation>
        </message>
        <message>
            <source>{0} letters/s</source>
            <translation>초당 {0}글자</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>준비하는 중…</translation>
        </message>
        <message>
            <source>Finding the fastest way…</source>
            <translation>가장 빠른 방법을 재는 중…</translation>
        </message>
        <message>
            <source>Step {0} · {1} left</source>
            <translation>단계 {0} · {1} 남음</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>단계 {0} / {1}</translation>
        </message>
        <message>
            <source>Over-fitting: since step {0} it learns its text by heart. The best weights are kept and write.</source>
            <translation>과적합: 학습 단계 {0}부터 글을 외우기만 합니다. 가장 좋은 가중치를 간직해 글을 씁니다.</translation>
        </message>
        <message numerus="yes">
            <source>{0} step(s) to go</source>
            <translation>
                <numerusform>학습할 단계 {0}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TrainingView</name>
        <message>
            <source>Loss (cross-entropy)</source>
            <translation>손실 (cross-entropy)</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>정답</translation>
        </message>
        <message>
            <source>live</source>
            <translation>최신으로</translation>
        </message>
        <message>
            <source>Follow the newest training step again</source>
            <translation>최신 학습 단계를 다시 따라갑니다</translation>
        </message>
        <message numerus="yes">
            <source>Counted over the %n sequence(s) it is trained on, at every time step</source>
            <translation>
                <numerusform>학습에 쓰는 수열 %n개의 모든 시점에서 센 것입니다</numerusform>
            </translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>멈춤</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>학습 시작</translation>
        </message>
        <message>
            <source>Train on</source>
            <translation>더 학습</translation>
        </message>
        <message>
            <source>The loss stopped being a number at step {0}. The last good weights are kept. Try a smaller learning rate or clip the gradient, then reset.</source>
            <translation>{0}단계에서 손실이 수가 아니게 되었습니다. 마지막으로 정상이던 가중치는 그대로 있습니다. 학습률을 줄이거나 기울기를 자르고, 처음으로 되돌리십시오.</translation>
        </message>
        <message>
            <source>The loss is larger than before training: the steps are too long. Try a smaller learning rate or clip the gradient.</source>
            <translation>손실이 학습 전보다 큽니다. 한 걸음이 너무 큽니다. 학습률을 줄이거나 기울기를 잘라 보십시오.</translation>
        </message>
        <message>
            <source>Rewound: step {0} of {1}</source>
            <translation>되감기: 학습 단계 {0} / {1}</translation>
        </message>
        <message>
            <source>Step {0} · {1} to go</source>
            <translation>{0}단계 · {1} 남음</translation>
        </message>
        <message>
            <source>Step {0}</source>
            <translation>학습 단계 {0}</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0}초</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0}분</translation>
        </message>
    </context>
    <context>
        <name>TypingPanel</name>
        <message>
            <source>Empty the box</source>
            <translation>입력한 글자 지우기</translation>
        </message>
        <message>
            <source>Next symbol</source>
            <translation>다음 글자</translation>
        </message>
        <message>
            <source>Bar: probability of the net. Mark: share in the phrase book.</source>
            <translation>막대는 신경망의 확률, 눈금은 문구 목록에서의 비율입니다.</translation>
        </message>
        <message>
            <source>Whole continuations</source>
            <translation>이어질 문구</translation>
        </message>
        <message>
            <source>The most probable ones, found by beam search; grey in the box is the chosen one</source>
            <translation>빔 탐색으로 찾은, 확률이 높은 문구들입니다. 고른 것이 입력 칸에 회색으로 보입니다</translation>
        </message>
        <message>
            <source>take</source>
            <translation>받기</translation>
        </message>
        <message>
            <source>choose</source>
            <translation>고르기</translation>
        </message>
        <message>
            <source>Take the letter out</source>
            <translation>그 글자 빼기</translation>
        </message>
        <message>
            <source>Learn “{0}”, too</source>
            <translation>“{0}”도 배우기</translation>
        </message>
        <message>
            <source>Adds a line to the phrase book and trains the net anew</source>
            <translation>문구 목록에 한 줄을 더하고 신경망을 새로 학습합니다</translation>
        </message>
        <message>
            <source>“{0}” (letter {1}) is not in the phrase book: the net has no input for it.</source>
            <translation>“{0}”({1}번째 글자)은(는) 문구 목록에 없어서 신경망에 그 입력이 없습니다.</translation>
        </message>
    </context>
    <context>
        <name>ViewChoice</name>
        <message>
            <source>Diary</source>
            <translation>일기</translation>
        </message>
        <message>
            <source>Generate</source>
            <translation>생성</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>들여다보기</translation>
        </message>
        <message>
            <source>What it wrote at each training step</source>
            <translation>학습 단계마다 쓴 글</translation>
        </message>
        <message>
            <source>Let it write on after a beginning of yours</source>
            <translation>앞부분을 주고 이어서 쓰게 합니다</translation>
        </message>
        <message>
            <source>What single units follow, and what it expects at every letter</source>
            <translation>유닛 하나하나가 무엇을 따르는지, 글자마다 무엇을 예상하는지 봅니다</translation>
        </message>
    </context>
    <context>
        <name>WatchPage</name>
        <message>
            <source>Other pictures</source>
            <translation>다른 그림</translation>
        </message>
        <message>
            <source>Where it looked</source>
            <translation>본 곳</translation>
        </message>
        <message>
            <source>For every word: which pixels, if they changed, would change its probability most (the gradient ∂ log p / ∂ pixel)</source>
            <translation>낱말마다: 바뀌면 그 확률을 가장 많이 바꾸는 픽셀 (기울기 ∂ log p / ∂ 픽셀)</translation>
        </message>
        <message>
            <source>Right: {0}</source>
            <translation>정답: {0}</translation>
        </message>
        <message>
            <source>The net is getting ready to look.</source>
            <translation>신경망이 볼 준비를 하고 있습니다.</translation>
        </message>
        <message>
            <source>Not trained yet: the net says whatever comes.</source>
            <translation>아직 배우지 않아 아무 말이나 합니다.</translation>
        </message>
        <message>
            <source>✓ right word for word</source>
            <translation>✓ 낱말 하나까지 맞음</translation>
        </message>
        <message>
            <source>✗ not quite</source>
            <translation>✗ 틀린 곳이 있음</translation>
        </message>
        <message>
            <source>Choose a folder with pictures at the left.</source>
            <translation>왼쪽에서 그림이 든 폴더를 고르십시오.</translation>
        </message>
        <message>
            <source>Open a picture of your own; it can be dropped here, too</source>
            <translation>내 그림 파일 열기(여기에 끌어다 놓아도 됩니다)</translation>
        </message>
        <message>
            <source>✗ a wrong word</source>
            <translation>✗ 틀린 낱말이 나옴</translation>
        </message>
        <message>
            <source>✓ right so far</source>
            <translation>✓ 지금까지 맞음</translation>
        </message>
        <message>
            <source>A picture to look at</source>
            <translation>신경망이 볼 그림</translation>
        </message>
    </context>
    <context>
        <name>DecoderInspector</name>
        <message>
            <source>{0} + features</source>
            <translation>{0} + 특징</translation>
        </message>
        <message>
            <source>features</source>
            <translation>특징</translation>
        </message>
        <message>
            <source>{0} times every x</source>
            <translation>{0} × 모든 x</translation>
        </message>
        <message>
            <source>{0} numbers, a column for every word</source>
            <translation>숫자 {0}개, 낱말마다 한 열</translation>
        </message>
        <message>
            <source>x is the word’s vector and the picture’s features together. A column here is what the matrix makes of the word, plus what it makes of the features.</source>
            <translation>x는 낱말 벡터와 그림의 특징을 이은 것입니다. 여기의 한 열은 행렬에 낱말을 곱한 것과 특징을 곱한 것의 합입니다.</translation>
        </message>
        <message>
            <source>x is the word’s vector. A column here is what the matrix makes of it.</source>
            <translation>x는 낱말 벡터입니다. 여기의 한 열은 행렬에 그 벡터를 곱한 것입니다.</translation>
        </message>
        <message>
            <source>The net itself said this word at step {0}.</source>
            <translation>이 낱말은 {0}번째 시점에 신경망이 스스로 낸 답입니다.</translation>
        </message>
        <message>
            <source>A unit is held. Play from the start: which word goes wrong first?</source>
            <translation>유닛이 고정되어 있습니다. 처음부터 재생하면 어느 낱말부터 틀립니까?</translation>
        </message>
        <message>
            <source>Choose the second likeliest word: which row of the matrix argues for it?</source>
            <translation>두 번째로 그럴듯한 낱말을 골라 보십시오. 행렬의 어느 행이 그 낱말에 힘을 싣습니까?</translation>
        </message>
        <message>
            <source>Choose a row in the picked column: it is all that x adds to that unit.</source>
            <translation>골라진 열의 한 칸을 눌러 보십시오. x가 그 유닛에 더하는 것은 그 숫자뿐입니다.</translation>
        </message>
        <message>
            <source>Go from step to step: at which word does this entry count most?</source>
            <translation>시점을 하나씩 옮겨 보십시오. 어느 낱말에서 이 칸의 몫이 가장 큽니까?</translation>
        </message>
        <message>
            <source>Hold a unit at 0: from which word on does it go wrong?</source>
            <translation>유닛 하나를 0으로 고정하면 어느 낱말부터 틀립니까?</translation>
        </message>
    </context>
</TS>
